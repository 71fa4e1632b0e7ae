import { degradedAssets, downAssets } from "./asset-rules.ts";
import { type Facts, onceADiagnosis, type Rule } from "./facts.ts";
import type { Finding } from "./finding.ts";
import { featureFlags, healthlessServers, metaGroups, silentServers, skew, unhealthyServers } from "./server-rules.ts";
import { unprotectedAssets } from "./unprotected.ts";
import { partialView, staleView } from "./view-rules.ts";

const RULES: Rule[] = [
  staleView,
  onceADiagnosis(downAssets),
  featureFlags,
  metaGroups,
  onceADiagnosis(degradedAssets),
  onceADiagnosis(unprotectedAssets),
  silentServers,
  unhealthyServers,
  healthlessServers,
  partialView,
  skew,
];

/** All findings of the moment, by key. A finding that stood before keeps its `since`. */
export function find(facts: Facts): Map<string, Finding> {
  const drafts = RULES.flatMap((rule) => rule(facts));
  return new Map(
    drafts.map((draft) => {
      const since = draft.since ?? facts.standing.get(draft.key) ?? facts.observation.at;
      return [draft.key, { ...draft, since }];
    }),
  );
}
