import type { AnswerEvent, Question, TapeEvent } from "./tape.ts";

/**
 * Up to this age, ms of tape, an answer is as good as it was live: the slowest regular question is not asked more
 * often.
 */
const FRESH = 5000;
/** Questions of one moment are not asked in the same ms each time. */
const SAME_MOMENT = 100;
/**
 * How far after the present a question may have been asked and still be taken, where it is nearer than the last one
 * before.
 */
const LOOK_AHEAD = 5000;

/** Of a PING that only one server is to answer. */
const ONE_SERVER = /,?"server_name":"(?:[^"\\]|\\.)*","exact_match":true/;

/** An answer from when on it counts: from its question on, so that what was asked at once is answered from one moment. */
interface Answer {
  /** ms since the start of the tape. */
  at: number;
  event: AnswerEvent;
}

/**
 * What the recorded system answered, by question and time.
 *
 * The returned function gives the answer to the latest question at or before a position (ms of tape). One that was
 * asked seldom while recording is asked at other times on replay: where the latest is older than 5 s and one within the
 * next 5 s is nearer, that one; where it was asked only later, the first. One that was asked only for pages of another
 * size gets those, one that was asked only of all servers what they all answered. Null where it never was asked.
 */
export function indexAnswers(events: TapeEvent[]): (question: Question, position: number) => AnswerEvent | null {
  const answers = events
    .filter((event) => event.kind === "answer")
    .map((event) => ({ at: Math.max(0, event.at - event.took - SAME_MOMENT), event }))
    .sort((a, b) => a.at - b.at);
  const exact = Map.groupBy(answers, ({ event }) => keyOf(event));
  const ofAnyPage = Map.groupBy(answers, ({ event }) => keyOfAnyPage(event));
  return (question, position) => {
    const found =
      exact.get(keyOf(question)) ?? exact.get(keyOfAllServers(question)) ?? ofAnyPage.get(keyOfAnyPage(question));
    return nearest(found ?? [], position);
  };
}

function keyOf({ wire, subject, body, requestInfo }: Question): string {
  return JSON.stringify([wire, subject, body, requestInfo]);
}

/** Recordings are older than the pages that are asked for today. */
function keyOfAnyPage(question: Question): string {
  return keyOf({ ...question, body: question.body.replace(/,?"limit":\d+/, "") });
}

/** Single servers are asked when they say something new, which on replay may be seen in another moment. */
function keyOfAllServers(question: Question): string {
  return keyOf({ ...question, body: question.body.replace(ONE_SERVER, "") });
}

function nearest(answers: Answer[], position: number): AnswerEvent | null {
  const next = firstAfter(answers, position);
  const last = answers[next - 1];
  const coming = answers[next];
  if (!last || !coming) return (last ?? coming)?.event ?? null;
  const age = position - last.at;
  const ahead = coming.at - position;
  return age > FRESH && ahead <= LOOK_AHEAD && ahead < age ? coming.event : last.event;
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
