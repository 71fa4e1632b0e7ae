import type { Asset, AssetDetail } from "./asset.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Reason, ReasonKind } from "./reason.ts";
import { REFUSALS } from "./replicas.ts";
import { requiredOf, withRefused } from "./required.ts";
import { type Domain, hostsFor, releaseOf, serverNamed, type Topology } from "./topology.ts";

/** What an asset needs and which servers could give it, from its last known config and the servers' words. */
export function runnabilityOf(
  { kind, domain, requiredLevel, reason }: Asset,
  config: JsonObject | null,
  topology: Topology,
): Pick<AssetDetail, "subjects" | "needs" | "runnableOn" | "notRunnableOn"> {
  const demand = withRefused({ kind, config, requiredLevel }, reason);
  const home = topology.domains.get(domain);
  const refuses = refusalIn(reason, home);
  const hosts = (home ? hostsFor(home, demand) : []).map(({ server, whyNot }) => ({
    server,
    whyNot: whyNot ?? (refuses(server) ? `refuses it: ${reason?.raw}` : null),
  }));
  return {
    subjects: subjectsIn(config),
    needs: requiredOf(demand),
    runnableOn: hosts.flatMap(({ server, whyNot }) => (whyNot === null ? [server] : [])),
    notRunnableOn: hosts.flatMap(({ server, whyNot }) => (whyNot === null ? [] : [{ server, why: whyNot }])),
  };
}

/** Causes for which all servers of one release refuse an asset. */
export const DECIDED_BY_RELEASE: ReasonKind[] = [...REFUSALS, "decode-error"];

/**
 * Whether a server refuses an asset by its own word, or is of the same release as one that does: what is newer than the
 * tables may count as known to it.
 */
function refusalIn(reason: Reason | null, home: Domain | undefined): (server: string) => boolean {
  const kind = reason?.cause ?? reason?.kind;
  if (!home || !reason || reason.inferred || !kind || !DECIDED_BY_RELEASE.includes(kind)) return () => false;
  const releaseNamed = (name: string) => {
    const server = serverNamed(home, name);
    return server && JSON.stringify(releaseOf(server));
  };
  const refusing = new Set(reason.servers?.map(releaseNamed));
  return (name) => refusing.has(releaseNamed(name));
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
