import { ASSET_STATES, type Asset, byMinute, FOUND_STATES } from "#lib/model/asset.ts";
import type { Board } from "#lib/model/board.ts";
import { byUrgency, type Finding, isOfAssets } from "#lib/model/finding.ts";
import { compareNames } from "#lib/model/words.ts";

/** A cause with the assets that it takes down. `finding` is null for those that no finding names. */
export interface Entry {
  finding: Finding | null;
  assets: Asset[];
  /** Affected assets that are not among `assets`. */
  more: number;
}

/** Everything that is not well, grouped by cause, worst first, each group bounded. */
export function ledgerOf(board: Board, limit: number): Entry[] {
  const named = new Set<string>();
  const entries = Object.values(board.findings)
    .toSorted(byUrgency)
    .map((finding): Entry => {
      const found = finding.subjects.flatMap(({ id }) => {
        const asset = Object.hasOwn(board.assets, id) ? board.assets[id] : undefined;
        return asset && !named.has(id) ? [asset] : [];
      });
      for (const { id } of found) named.add(id);
      const assets = sortAssets(found).slice(0, limit);
      return { finding, assets, more: isOfTroubled(finding) ? finding.subjectCount - assets.length : 0 };
    });
  // Subjects are bounded: where some are left out, assets that no finding names are counted in the `more` of these.
  const isCut = entries.some(
    ({ finding }) => finding && isOfTroubled(finding) && finding.subjectCount > finding.subjects.length,
  );
  const isTold = ({ id, state }: Asset) => named.has(id) || (isCut && FOUND_STATES.includes(state));
  const rest = sortAssets(Object.values(board.assets).filter((asset) => !isTold(asset)));
  if (rest.length === 0) return entries;
  return [...entries, { finding: null, assets: rest.slice(0, limit), more: Math.max(0, rest.length - limit) }];
}

/** Whether a finding is about assets that are not well; unprotected ones run. */
function isOfTroubled(finding: Finding): boolean {
  return finding.code !== "JS_ASSET_UNPROTECTED" && isOfAssets(finding);
}

/** Worst first, then newest by minutes, then by name: consumers follow their stream. */
export function sortAssets(assets: Asset[]): Asset[] {
  return assets.toSorted(
    (a, b) =>
      ASSET_STATES.indexOf(a.state) - ASSET_STATES.indexOf(b.state) ||
      byMinute(a.since, b.since) ||
      compareNames(a.id, b.id),
  );
}
