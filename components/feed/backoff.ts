const FIRST = 500;
const LONGEST = 15_000;

/** The wait before the nth attempt (from 0), ms: doubles up to 15 s, half of it random so that walls do not come at once. */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10));
  return full / 2 + (full / 2) * random;
}
