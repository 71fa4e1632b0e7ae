// Both are made once: the first of a process takes some 20 ms, and a comparison that names its options 12 µs.
const DIGITS = new Intl.NumberFormat("en");
const NAMES = new Intl.Collator("en", { numeric: true });

/** "1,204". */
export function grouped(number: number | bigint): string {
  return DIGITS.format(number);
}

/** Orders names as people read them, n2 before n10; what has none comes first. */
export function compareNames(a: string | null, b: string | null): number {
  return NAMES.compare(a ?? "", b ?? "");
}

/** "1 stream", "1,204 streams". */
export function countOf(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listOf(parts: string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** The same of names, of which there may be many: "a, b, c, d and 7 more". */
export function listed(names: string[], most = 4): string {
  return listOf(names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names);
}

/**
 * What something that was thrown says. Where `await using` threw in turn while it cleared up, what was thrown first is
 * the cause, and its error says no more than that there are two.
 */
export function messageOf(error: unknown): string {
  if (error instanceof SuppressedError) return `${messageOf(error.suppressed)}; then ${messageOf(error.error)}`;
  return error instanceof Error ? error.message : String(error);
}
