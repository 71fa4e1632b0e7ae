import type { Asset, AssetDetail } from "./asset.ts";
import type { Json, JsonObject } from "./json.ts";
import { requiredOf, withRefused } from "./required.ts";
import { hostsFor, type Topology } from "./topology.ts";

/** What an asset needs and which servers could give it, from its last known config and the servers' words. */
export function runnabilityOf(
  { kind, domain, requiredLevel, reason }: Asset,
  config: JsonObject | null,
  topology: Topology,
): Pick<AssetDetail, "subjects" | "needs" | "runnableOn" | "notRunnableOn"> {
  const demand = withRefused({ kind, config, requiredLevel }, reason);
  const home = topology.domains.get(domain);
  const hosts = home ? hostsFor(home, demand) : [];
  return {
    subjects: subjectsIn(config),
    needs: requiredOf(demand),
    runnableOn: hosts.flatMap(({ server, whyNot }) => (whyNot === null ? [server] : [])),
    notRunnableOn: hosts.flatMap(({ server, whyNot }) => (whyNot === null ? [] : [{ server, why: whyNot }])),
  };
}

/** A stream's `subjects`; of a consumer the subjects that it filters. */
function subjectsIn(config: JsonObject | null): string[] {
  const names = [config?.subjects, config?.filter_subjects, config?.filter_subject].flatMap(textsIn);
  return [...new Set(names.filter((name) => name !== ""))];
}

function textsIn(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.flatMap(textsIn) : [];
}
