import { degradedAssets, downAssets, troubleCause } from "./asset-rules.ts";
import type { AssetCase } from "./cases.ts";
import { type Facts, onceADiagnosis, type Rule, whileHeard } from "./facts.ts";
import { type Finding, isOfAssets } from "./finding.ts";
import { featureFlags, metaGroups, skew } from "./server-rules.ts";
import { healthlessServers, silentServers, unhealthyServers } from "./server-trouble-rules.ts";
import { riskCause, unprotectedAssets } from "./unprotected.ts";
import { failedDiagnosis, partialView, staleView } from "./view-rules.ts";

const RULES: Rule[] = [
  staleView,
  failedDiagnosis,
  onceADiagnosis(downAssets),
  featureFlags,
  whileHeard(metaGroups, ["JS_META_NO_LEADER", "JS_META_LEADER_BEHIND"]),
  onceADiagnosis(degradedAssets),
  onceADiagnosis(unprotectedAssets),
  whileHeard(silentServers, ["JS_SERVER_SILENT"]),
  unhealthyServers,
  whileHeard(healthlessServers, ["JS_SERVER_HEALTH_UNKNOWN"]),
  whileHeard(partialView, ["JS_VIEW_PARTIAL"]),
  skew,
];

/** All findings of the moment, by key. A finding that stood before keeps its `since`. */
export function find(facts: Facts): Map<string, Finding> {
  const drafts = RULES.flatMap((rule) => rule(facts));
  return new Map(
    drafts.map((draft) => {
      const since = draft.since ?? facts.standing.get(draft.key)?.since ?? facts.observation.at;
      return [draft.key, { ...draft, since }];
    }),
  );
}

/** Keys of the findings that an asset belongs to, among its subjects or beyond those that it names. */
export function findingKeysOf(
  each: AssetCase,
  { cases, topology }: Pick<Facts, "cases" | "topology">,
  findings: Iterable<Finding>,
): string[] {
  const causes = [troubleCause(each.asset, cases), riskCause(each, topology)];
  return [...findings]
    .filter((finding) => isOfAssets(finding) && causes.includes(finding.key.slice(finding.code.length + 1)))
    .map(({ key }) => key);
}
