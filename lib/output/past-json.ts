import type { HistoryPoint, TimelineEvent } from "../model/board.ts";
import type { Published } from "../model/store.ts";
import { isoTime } from "./iso-time.ts";

/** `GET …/history`: the points of the charts, oldest first. A series: its `at` is ms since the epoch. */
export function historyJson({ revision, observedAt }: Published, history: HistoryPoint[]) {
  return { revision, observedAt: isoTime(observedAt), history };
}

/** `GET …/timeline`: what changed, newest first. */
export function timelineJson({ revision, observedAt }: Published, events: TimelineEvent[]) {
  return {
    revision,
    observedAt: isoTime(observedAt),
    events: events.map((event) => ({ ...event, at: isoTime(event.at) })),
  };
}
