/** Those of these names that come more than once. */
export function repeatedIn(names: Iterable<string>): Set<string> {
  const taken = new Set<string>();
  const repeated = new Set<string>();
  for (const name of names) {
    if (taken.has(name)) repeated.add(name);
    taken.add(name);
  }
  return repeated;
}
