import { type HistoryPoint, isUnseen } from "#lib/model/board.ts";
import { REASON_KINDS, type ReasonKind } from "#lib/model/reason.ts";

/** A band of a stacked chart. */
export interface Band {
  key: string;
  label: string;
  fill: string;
  /**
   * Colour of its upper line; null where a line in the ground's colour separates it from its neighbour, whatever their
   * shades.
   */
  edge: string | null;
}

/** One moment with a number for each band; null while nobody could look. */
export type Row = { at: number } & { [band: string]: number | null };

/** A time in which nobody could look, ms since the epoch. */
export interface Gap {
  from: number;
  to: number;
}

const LEVEL_COLORS = 7;

export function levelBands(points: HistoryPoint[]): Band[] {
  const keys = [...new Set(points.flatMap(({ levels }) => Object.keys(levels)))];
  return keys.toSorted(compareLevels).map((key) => ({ key, label: levelLabel(key), ...levelColors(key) }));
}

/** The lowest at the bottom, where the eye looks for those that lag behind; servers without a level on top. */
function compareLevels(a: string, b: string): number {
  return rankOf(a) - rankOf(b);
}

function rankOf(key: string): number {
  if (key === "none") return 1_000;
  return key === "?" ? 1_001 : Number(key);
}

function levelLabel(key: string): string {
  if (key === "none") return "no JetStream";
  return key === "?" ? "level not known" : `level ${key}`;
}

/** The band of servers without a level is hollow. */
export function levelColors(key: string): Pick<Band, "fill" | "edge"> {
  const level = Number(key);
  if (!Number.isInteger(level)) return { fill: "var(--sunken)", edge: "var(--line-strong)" };
  return { fill: `var(--level-${Math.min(level, LEVEL_COLORS - 1)})`, edge: null };
}

const REASONS = {
  "api-level": { label: "level too low", fill: "var(--critical-fill)" },
  "config-field": { label: "unknown config field", fill: "var(--warning-fill)" },
  "unsupported-consumer": { label: "unsupported consumer", fill: "var(--reason-a)" },
  "stream-offline": { label: "stream offline", fill: "var(--reason-d)" },
  "decode-error": { label: "config not readable", fill: "var(--reason-c)" },
  stopped: { label: "stopped", fill: "var(--reason-b)" },
  "host-down": { label: "host down", fill: "var(--info-fill)" },
  "no-quorum": { label: "no quorum", fill: "var(--reason-a)" },
  "no-meta-leader": { label: "no meta leader", fill: "var(--reason-b)" },
  "host-behind-meta": { label: "host behind the meta leader", fill: "var(--reason-c)" },
  "catching-up": { label: "catching up", fill: "var(--line-strong)" },
  "jetstream-disabled": { label: "JetStream off", fill: "var(--reason-d)" },
  "not-observed": { label: "not observed", fill: "var(--line-strong)" },
  "no-answer": { label: "no answer", fill: "var(--line-strong)" },
  unknown: { label: "reason not known", fill: "var(--line-strong)" },
} as const satisfies Record<ReasonKind, { label: string; fill: string }>;

export function reasonLabel(kind: ReasonKind): string {
  return REASONS[kind].label;
}

export function reasonBands(points: HistoryPoint[]): Band[] {
  const seen = new Set(points.flatMap(({ reasons }) => Object.keys(reasons)));
  return REASON_KINDS.filter((kind) => seen.has(kind)).map((key) => ({ key, ...REASONS[key], edge: null }));
}

/** How long a single moment is drawn on, ms: it would be a lone dot otherwise. */
const SHORTEST = 1_000;

/** Rows with every band filled; the last point is drawn on to `now`. Times are ms since the epoch. */
export function rowsOf(points: HistoryPoint[], bands: Band[], of: "levels" | "reasons", now: number | null): Row[] {
  const rows: Row[] = [];
  for (const point of points) {
    const counts: { [band: string]: number | undefined } = point[of];
    const none = isUnseen(point) ? null : 0;
    const before = rows.at(-1);
    // A band whose next number is missing extends to that point: what was seen held until nobody could look.
    if (before && isUnseen(point)) rows.push({ ...before, at: point.at });
    rows.push(Object.assign({ at: point.at }, Object.fromEntries(bands.map(({ key }) => [key, counts[key] ?? none]))));
  }
  const last = rows.at(-1);
  if (!last) return rows;
  const end = Math.max(now ?? 0, rows.length === 1 ? last.at + SHORTEST : last.at);
  return end > last.at ? [...rows, { ...last, at: end }] : rows;
}

/** When nobody could look, up to the next point that was seen, or to `now`. */
export function gapsOf(points: HistoryPoint[], now: number | null): Gap[] {
  const gaps: Gap[] = [];
  for (const [index, point] of points.entries()) {
    if (!isUnseen(point)) continue;
    const to = points[index + 1]?.at ?? Math.max(point.at, now ?? 0);
    const last = gaps.at(-1);
    if (last?.to === point.at) last.to = to;
    else gaps.push({ from: point.at, to });
  }
  return gaps;
}
