/** ms of a clock that is never set: for what is compared with itself, such as hints, pauses and budgets. */
export function steadyNow(): number {
  return performance.now();
}

/** How old an answer is that came `at` (ms since the epoch), ms; infinite where the clock was set back since. */
export function ageOf(at: number): number {
  const age = Date.now() - at;
  return age < 0 ? Number.POSITIVE_INFINITY : age;
}
