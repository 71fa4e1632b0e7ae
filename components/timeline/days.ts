import { dayText } from "#components/ui/time.ts";
import type { TimelineEvent } from "#lib/model/board.ts";

export interface Day {
  /** "Sunday 22 November 2026, UTC". */
  name: string;
  events: KeyedEvent[];
}

export interface KeyedEvent extends TimelineEvent {
  key: string;
}

/** Events by day, in their order; each gets a key that stays while newer ones come before it. */
export function daysOf(events: TimelineEvent[]): Day[] {
  const seen = new Map<string, number>();
  const keyed = events.toReversed().map((event): KeyedEvent => {
    const name = `${event.at} ${event.kind} ${event.subject}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return { ...event, key: `${name} ${count}` };
  });
  const days = Map.groupBy(keyed.toReversed(), ({ at }) => dayText(at));
  return [...days].map(([name, its]) => ({ name, events: its }));
}
