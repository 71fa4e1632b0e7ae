import { type Asset, FOUND_STATES } from "./asset.ts";
import type { Board } from "./board.ts";
import type { Finding } from "./finding.ts";

/** A board without muted findings and without the assets that only these name. */
export function withoutMuted(board: Board, muted: ReadonlyMap<string, unknown>): Board {
  if (muted.size === 0) return board;
  const all = Object.values(board.findings);
  const loud = all.filter(({ key }) => !muted.has(key));
  const quiet = all.filter(({ key }) => muted.has(key));
  if (quiet.length === 0) return board;
  const named = subjectIds(loud);
  const hushed = subjectIds(quiet);
  // Subjects are bounded: where some are left out, one that nobody names belongs to the muted as likely as not.
  const isCut = quiet.some(({ subjects, subjectCount }) => subjectCount > subjects.length);
  const isHushed = ({ id, state }: Asset) => hushed.has(id) || (isCut && FOUND_STATES.includes(state));
  const assets = Object.entries(board.assets).filter(([id, asset]) => named.has(id) || !isHushed(asset));
  return {
    ...board,
    findings: Object.fromEntries(loud.map((finding) => [finding.key, finding])),
    assets: Object.fromEntries(assets),
  };
}

function subjectIds(findings: Finding[]): Set<string> {
  return new Set(findings.flatMap(({ subjects }) => subjects.map(({ id }) => id)));
}
