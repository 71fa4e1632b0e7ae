import type { Asset, AssetDetail } from "./asset.ts";
import { lostSince } from "./config-fields.ts";
import type { Json, JsonObject } from "./json.ts";
import type { ObservedServer } from "./observation.ts";
import type { Reason, ReasonKind } from "./reason.ts";
import { REFUSALS } from "./replicas.ts";
import { requiredOf, withRefused } from "./required.ts";
import { type Domain, hostsFor, releaseOf, serverNamed, type Topology } from "./topology.ts";
import { compareVersions } from "./version.ts";

/** What an asset needs and which servers could give it, from its last known config and the servers' words. */
export function runnabilityOf(
  { kind, domain, requiredLevel, reason }: Asset,
  config: JsonObject | null,
  topology: Topology,
): Pick<AssetDetail, "subjects" | "needs" | "runnableOn" | "notRunnableOn"> {
  const demand = withRefused({ kind, config, requiredLevel }, reason);
  const home = topology.domains.get(domain);
  const refuses = refusalIn(reason, home);
  function withChange(name: string, whyNot: string | null): string | null {
    const server = home && serverNamed(home, name);
    const change = server && changeOfRelease(server, reason?.field);
    return whyNot !== null && change ? `${whyNot}; it ${change}` : whyNot;
  }
  const hosts = (home ? hostsFor(home, demand) : []).map(({ server, whyNot }) => ({
    server,
    whyNot: withChange(server, whyNot ?? (refuses(server) ? `refuses it: ${reason?.raw}` : null)),
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

/**
 * "went from 2.15.1 to 2.12.15": where a server refuses an asset that its release before need not have, as that was newer,
 * or still had the `field` that newer ones took out; null where it ran none, or that was no better.
 */
export function changeOfRelease({ formerVersion, identity }: ObservedServer, field?: string): string | null {
  if (formerVersion === null) return null;
  const wasNewer = compareVersions(formerVersion, identity.version) > 0;
  const isWorse = lostSince(field ?? "") ? !wasNewer : wasNewer;
  return isWorse ? `went from ${formerVersion} to ${identity.version}` : null;
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
