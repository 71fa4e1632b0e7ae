import type { HistoryPoint } from "#lib/model/board.ts";
import { REASON_KINDS, type ReasonKind } from "#lib/model/reason.ts";

/** A band of a stacked chart. */
export interface Band {
  key: string;
  label: string;
  color: string;
}

/** One moment with a number for each band. */
export type Row = { at: number } & { [band: string]: number };

const LEVEL_COLORS = 7;

export function levelBands(points: HistoryPoint[]): Band[] {
  const keys = [...new Set(points.flatMap(({ levels }) => Object.keys(levels)))];
  return keys.toSorted(compareLevels).map((key) => ({ key, label: levelLabel(key), color: levelColor(key) }));
}

/** Lowest at the bottom, where the eye looks for who lags behind; what has no level on top. */
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

function levelColor(key: string): string {
  const level = Number(key);
  return Number.isInteger(level) ? `var(--level-${Math.min(level, LEVEL_COLORS - 1)})` : "var(--line)";
}

const REASONS = {
  "api-level": { label: "level too low", color: "var(--critical-fill)" },
  "config-field": { label: "unknown config field", color: "var(--warning-fill)" },
  "unsupported-consumer": { label: "unsupported consumer", color: "var(--reason-a)" },
  "stream-offline": { label: "its stream is offline", color: "var(--reason-d)" },
  "decode-error": { label: "config not readable", color: "var(--reason-c)" },
  stopped: { label: "stopped", color: "var(--reason-b)" },
  "host-down": { label: "host down", color: "var(--info-fill)" },
  "no-quorum": { label: "no quorum", color: "var(--reason-a)" },
  "no-meta-leader": { label: "no meta leader", color: "var(--reason-b)" },
  "host-behind-meta": { label: "host behind the meta leader", color: "var(--reason-c)" },
  "catching-up": { label: "catching up", color: "var(--line-strong)" },
  "jetstream-disabled": { label: "JetStream off", color: "var(--reason-d)" },
  "not-observed": { label: "not observed", color: "var(--line-strong)" },
  "no-answer": { label: "no answer", color: "var(--line-strong)" },
  unknown: { label: "reason not known", color: "var(--line-strong)" },
} as const satisfies Record<ReasonKind, { label: string; color: string }>;

export function reasonLabel(kind: ReasonKind): string {
  return REASONS[kind].label;
}

export function reasonBands(points: HistoryPoint[]): Band[] {
  const seen = new Set(points.flatMap(({ reasons }) => Object.keys(reasons)));
  return REASON_KINDS.filter((kind) => seen.has(kind)).map((key) => ({ key, ...REASONS[key] }));
}

/** A row a point, every band filled; the last point is drawn on to `now`. Times are ms since the epoch. */
export function rowsOf(points: HistoryPoint[], bands: Band[], of: "levels" | "reasons", now: number | null): Row[] {
  const rows = points.map((point): Row => {
    const counts: { [band: string]: number | undefined } = point[of];
    return Object.assign({ at: point.at }, Object.fromEntries(bands.map(({ key }) => [key, counts[key] ?? 0])));
  });
  const last = rows.at(-1);
  return last && now !== null && now > last.at ? [...rows, { ...last, at: now }] : rows;
}

/** At most `limit` rows, first and last kept. */
export function thin<T>(rows: T[], limit: number): T[] {
  if (rows.length <= limit) return rows;
  const step = (rows.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, index) => rows[Math.round(index * step)]).filter((row) => row !== undefined);
}
