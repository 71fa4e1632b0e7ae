/** What a server said in two ways, where it differed. */
export type Gaps = Map<string, string>;

/**
 * Whether what a server says in two ways, one after the other, differs: then it changed in between. Should it change
 * back, the first says the same again, and yet that is news. A gap that stays is not.
 */
export function isNewGap(
  gaps: Gaps,
  id: string,
  first: number | null | undefined,
  second: number | null | undefined,
): boolean {
  const isGap = typeof first === "number" && typeof second === "number" && first !== second;
  const gap = `${first} ${second}`;
  const isNew = isGap && gaps.get(id) !== gap;
  if (isGap) gaps.set(id, gap);
  else gaps.delete(id);
  return isNew;
}
