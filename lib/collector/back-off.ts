/** When a question may be asked again: each time later, until something changes. */
export interface BackOff {
  /** Whether the question is due. */
  isDue(question: string): boolean;
  /** Notes that it was asked. */
  asked(question: string): void;
  /** Makes a question due at once, as if it had never been asked. */
  forget(question: string): void;
  /** Forgets all questions. */
  clear(): void;
  /** Forgets all questions but these. */
  keepOnly(questions: ReadonlySet<string>): void;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** `now` in ms. */
export function createBackOff(now: () => number): BackOff {
  const waits = new Map<string, { nextAt: number; delay: number }>();
  return {
    isDue: (question) => (waits.get(question)?.nextAt ?? 0) <= now(),
    asked(question) {
      const delay = Math.min(LONGEST_MS, (waits.get(question)?.delay ?? FIRST_MS / 2) * 2);
      waits.set(question, { nextAt: now() + delay, delay });
    },
    forget: (question) => void waits.delete(question),
    clear: () => waits.clear(),
    keepOnly(questions) {
      for (const question of waits.keys()) if (!questions.has(question)) waits.delete(question);
    },
  };
}
