/** When a question may be asked again: each time later, until something changes. */
export interface BackOff {
  /** Whether the question is due. */
  isDue(question: string, now: number): boolean;
  /** Notes that it was asked. */
  asked(question: string, now: number): void;
  /** Makes every question that starts with a prefix due at once. */
  reset(prefix: string): void;
  /** Makes one question due at once, as if it had never been asked. */
  forget(question: string): void;
  /** Forgets all questions but these. */
  keepOnly(questions: ReadonlySet<string>): void;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

export function createBackOff(): BackOff {
  const waits = new Map<string, { nextAt: number; delay: number }>();
  return {
    isDue: (question, now) => (waits.get(question)?.nextAt ?? 0) <= now,
    asked(question, now) {
      const delay = Math.min(LONGEST_MS, (waits.get(question)?.delay ?? FIRST_MS / 2) * 2);
      waits.set(question, { nextAt: now + delay, delay });
    },
    reset(prefix) {
      for (const question of waits.keys()) if (question.startsWith(prefix)) waits.delete(question);
    },
    forget(question) {
      waits.delete(question);
    },
    keepOnly(questions) {
      for (const question of waits.keys()) if (!questions.has(question)) waits.delete(question);
    },
  };
}
