/** Long work that may pause where it yields, so that others have their turn. */
export type Work<T> = Generator<void, T, void>;

/** Does work without a pause. */
export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
