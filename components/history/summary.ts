import { timeText } from "#components/ui/time.ts";
import { type HistoryPoint, isUnseen } from "#lib/model/board.ts";
import { REASON_KINDS } from "#lib/model/reason.ts";
import { countOf, grouped, listOf } from "#lib/model/words.ts";
import { levelBands, reasonLabel } from "./series.ts";

/** The levels chart in words. */
export function levelSummary(points: HistoryPoint[]): string {
  const last = points.at(-1);
  const first = points[0];
  if (!last || !first) return "No history yet.";
  const now = listOf(
    levelBands([last]).map(({ key, label }) => {
      const servers = countOf(last.levels[key] ?? 0, "server");
      return key === "none" ? `${servers} without JetStream` : `${servers} at ${label}`;
    }),
  );
  const seen = points.filter((point) => !isUnseen(point));
  const changes = seen.filter((point, index) => {
    const before = seen[index - 1];
    return before !== undefined && JSON.stringify(before.levels) !== JSON.stringify(point.levels);
  });
  const latest = changes.at(-1);
  const when = latest
    ? `Last change ${timeText(latest.at, last.at)}.`
    : `No change since ${timeText(first.at, last.at)}.`;
  return `${now ? `Now ${now}` : "Not known now"}. ${when}`;
}

/** The chart of what is down, in words. */
export function reasonSummary(points: HistoryPoint[]): string {
  const last = points.at(-1);
  const first = points[0];
  if (!last || !first) return "No history yet.";
  const totals = points.map((point) => totalOf(point));
  const most = Math.max(...totals);
  if (most === 0) {
    const since = timeText(first.at, last.at);
    return points.some(isUnseen)
      ? `Nothing was seen down since ${since}; for some of that time it is not known.`
      : `Nothing was down since ${since}.`;
  }
  const peak = points[totals.indexOf(most)];
  const kinds = REASON_KINDS.filter((kind) => (last.reasons[kind] ?? 0) > 0);
  const parts = kinds.map((kind) => `${grouped(last.reasons[kind] ?? 0)} ${reasonLabel(kind)}`);
  const none = isUnseen(last) ? "What is down now is not known" : "Nothing is down now";
  const now = parts.length === 0 ? none : `Now ${countOf(totalOf(last), "asset")} down: ${listOf(parts)}`;
  return `${now}. Most at once: ${grouped(most)}${peak ? `, ${timeText(peak.at, last.at)}` : ""}.`;
}

function totalOf({ reasons }: HistoryPoint): number {
  return Object.values(reasons).reduce((sum, count) => sum + count, 0);
}
