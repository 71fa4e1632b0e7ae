/** How long a finding must be gone before its return is news, ms: a restart of Plimsoll is none. */
const FORGET = 120_000;

export interface Alarm {
  /** Takes the keys of all that is critical at `now` (ms) and gives those that are new; the first call only learns. */
  see(keys: string[], now: number): string[];
}

/** Tells new critical findings from those that this screen has shown already. */
export function createAlarm(): Alarm {
  /** Keys with when they went, null while they last. */
  let known: Map<string, number | null> | null = null;
  return {
    see(keys, now) {
      const before = known;
      const present = new Set(keys);
      const gone = [...(before ?? [])]
        .filter(([key]) => !present.has(key))
        .map(([key, since]) => [key, since ?? now] as const)
        .filter(([, since]) => now - since < FORGET);
      const fresh = keys.filter((key) => {
        const since = before?.get(key);
        return before !== null && since !== null && (since === undefined || now - since >= FORGET);
      });
      known = new Map([...gone, ...keys.map((key) => [key, null] as const)]);
      return fresh;
    },
  };
}
