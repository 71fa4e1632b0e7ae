import type { AnswerEvent, Question, TapeEvent } from "./tape.ts";

/** Up to this age, ms of tape, an answer is as good as it was live: the slowest regular question is not asked faster. */
const FRESH = 5000;
/** How far after the present an answer may have been given that is nearer to it than the last one before. */
const LOOK_AHEAD = 5000;

/**
 * What the recorded system answered, by question and time.
 *
 * The returned function gives the latest answer at or before a position (ms of tape). A question that was asked seldom
 * while recording is asked at other times on replay: where the latest is older than 5 s and one within the next 5 s is
 * nearer, that one; where it was asked only later, the first. Null where it never was.
 */
export function indexAnswers(events: TapeEvent[]): (question: Question, position: number) => AnswerEvent | null {
  const byQuestion = new Map<string, AnswerEvent[]>();
  for (const event of events) {
    if (event.kind !== "answer") continue;
    const key = keyOf(event);
    const answers = byQuestion.get(key);
    if (answers) answers.push(event);
    else byQuestion.set(key, [event]);
  }
  return (question, position) => nearest(byQuestion.get(keyOf(question)) ?? [], position);
}

function keyOf({ wire, subject, body, requestInfo }: Question): string {
  return JSON.stringify([wire, subject, body, requestInfo]);
}

function nearest(answers: AnswerEvent[], position: number): AnswerEvent | null {
  const next = firstAfter(answers, position);
  const last = answers[next - 1];
  const coming = answers[next];
  if (!last || !coming) return last ?? coming ?? null;
  const age = position - last.at;
  const ahead = coming.at - position;
  return age > FRESH && ahead <= LOOK_AHEAD && ahead < age ? coming : last;
}

/** The index of the first event after a position, by bisection: events are in order of time. */
export function firstAfter(events: { at: number }[], position: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.at ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
