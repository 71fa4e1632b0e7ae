/** How well a name matches a text, case aside: 0 is it, 1 begins with it, 2 contains it, 3 does not. */
export function matchRank(name: string, text: string): number {
  const at = name.toLowerCase().indexOf(text.toLowerCase());
  if (at < 0) return 3;
  if (at > 0) return 2;
  return name.length === text.length ? 0 : 1;
}
