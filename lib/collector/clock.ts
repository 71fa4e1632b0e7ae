/** ms of a clock that is never set: for what is compared with itself, such as hints, pauses and budgets. */
export function steadyNow(): number {
  return performance.now();
}

/** How old an answer of then (ms since the epoch) is, ms; without end where the clock was set back since. */
export function ageOf(at: number): number {
  const age = Date.now() - at;
  return age < 0 ? Number.POSITIVE_INFINITY : age;
}
