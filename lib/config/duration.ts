const UNITS = { ms: 1, s: 1000, m: 60_000 } as const;

/** Milliseconds of `500ms`, `2s`, `1m` or a plain number of ms; null where the text is none of these. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(text.trim());
  if (!match) return null;
  const unit = match[2] === "s" || match[2] === "m" ? match[2] : "ms";
  return Number(match[1]) * UNITS[unit];
}
