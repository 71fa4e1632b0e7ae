import { timeText } from "#components/ui/time.ts";
import type { TimelineEvent } from "#lib/model/board.ts";
import { grouped } from "#lib/model/words.ts";

/** A moment that a chart marks. */
export interface Marker {
  at: number;
  kind: "version" | "restart";
  texts: string[];
}

const MOST = 60;

/**
 * Restarts and version changes within a chart; those too close to be told apart become one, preferably a version
 * change.
 */
export function markersOf(events: TimelineEvent[], from: number, to: number): Marker[] {
  const step = Math.max(1, (to - from) / MOST);
  const marked = events.filter(({ kind, at }) => (kind === "version" || kind === "restart") && at >= from && at <= to);
  const groups = Map.groupBy(marked, ({ at }) => Math.round((at - from) / step));
  return [...groups.values()]
    .map((group): Marker => {
      const lead = group.find(({ kind }) => kind === "version") ?? group[0];
      return {
        at: lead?.at ?? from,
        kind: lead?.kind === "version" ? "version" : "restart",
        texts: group.map(({ text }) => text),
      };
    })
    .toSorted((a, b) => a.at - b.at);
}

/** What is marked, in words, the newest first; empty where nothing is. */
export function markerSummary(markers: Marker[], now: number | null): string {
  if (markers.length === 0) return "";
  const texts = markers
    .toReversed()
    .slice(0, 5)
    .map(({ at, texts: [text = "", ...more] }) => {
      const rest = more.length > 0 ? ` and ${grouped(more.length)} more` : "";
      return `${text}${rest}, ${timeText(at, now)}`;
    });
  return `Marked: ${texts.join("; ")}${markers.length > 5 ? `; ${markers.length - 5} before these` : ""}.`;
}
