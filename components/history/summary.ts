import { timeText } from "#components/ui/time.ts";
import { countOf, listOf } from "#components/ui/words.ts";
import type { HistoryPoint } from "#lib/model/board.ts";
import { REASON_KINDS } from "#lib/model/reason.ts";
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
  const changes = points.filter((point, index) => {
    const before = points[index - 1];
    return before !== undefined && JSON.stringify(before.levels) !== JSON.stringify(point.levels);
  });
  const latest = changes.at(-1);
  const when = latest
    ? `Last change ${timeText(latest.at, last.at)}.`
    : `No change since ${timeText(first.at, last.at)}.`;
  return `Now ${now || "no server"}. ${when}`;
}

/** The chart of what is down, in words. */
export function reasonSummary(points: HistoryPoint[]): string {
  const last = points.at(-1);
  const first = points[0];
  if (!last || !first) return "No history yet.";
  const totals = points.map((point) => totalOf(point));
  const most = Math.max(...totals);
  if (most === 0) return `Nothing was down since ${timeText(first.at, last.at)}.`;
  const peak = points[totals.indexOf(most)];
  const kinds = REASON_KINDS.filter((kind) => (last.reasons[kind] ?? 0) > 0);
  const parts = kinds.map((kind) => `${(last.reasons[kind] ?? 0).toLocaleString("en")} ${reasonLabel(kind)}`);
  const now =
    parts.length === 0 ? "Nothing is down now" : `Now ${countOf(totalOf(last), "asset")} down: ${listOf(parts)}`;
  return `${now}. Most at once: ${most.toLocaleString("en")}${peak ? `, ${timeText(peak.at, last.at)}` : ""}.`;
}

function totalOf({ reasons }: HistoryPoint): number {
  return Object.values(reasons).reduce((sum, count) => sum + count, 0);
}
