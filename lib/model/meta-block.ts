import type { AssetKind } from "./asset.ts";
import type { AccountCase, Cases } from "./cases.ts";
import { partsOf, type ServerRelease, unknownFieldsOf } from "./config-fields.ts";
import type { JsonObject } from "./json.ts";
import type { Reason } from "./reason.ts";
import { type Domain, metaTroubleOf, releaseOf, type Topology } from "./topology.ts";

/**
 * Why servers do not follow the meta log: a sentence for each that names a likely culprit, by domain and server name.
 */
export type Blockers = Readonly<Record<string, string>>;

export function blockerOf(blockers: Blockers, domain: string | null, server: string): string | undefined {
  return blockers[keyOf(domain, server)];
}

function keyOf(domain: string | null, server: string): string {
  return `${domain ?? ""}\0${server}`;
}

/**
 * A server that knows a field, but not the value in it, cannot decode the assignment in the meta log and applies no
 * more of that log: it falls behind the meta leader for good (server/jetstream_cluster.go
 * decodeConsumerAssignmentConfig returns the error; seen with `ack_policy: flow_control` on 2.12).
 */
export function blockersIn({ domains }: Topology, cases: Cases): Blockers {
  return Object.fromEntries([...domains.values()].flatMap((domain) => blockersOf(domain, cases)));
}

function blockersOf(domain: Domain, cases: Cases): [string, string][] {
  const behind = domain.servers.filter((server) => server.isAnswering && metaTroubleOf(server) !== null);
  if (behind.length === 0 || !domain.metaLeader) return [];
  const suspects = suspectsIn(domain.name, cases);
  return behind.flatMap((server): [string, string][] => {
    const release = releaseOf(server);
    for (const { kind, label, config } of suspects) {
      const value = undecodable(kind, config, release);
      if (value === null) continue;
      const text = `Likely because of the ${kind} ${label}: nats-server ${release.version} does not know ${value} and stops reading the meta log there.`;
      return [[keyOf(domain.name, server.identity.name), text]];
    }
    return [];
  });
}

function undecodable(kind: AssetKind, config: JsonObject, release: ServerRelease): string | null {
  const unknown = unknownFieldsOf(kind, config, release);
  const fields = new Set(unknown.filter((part) => !part.isValue).map(({ name }) => name));
  return unknown.find((part) => part.isValue && !fields.has(part.name.split(":")[0] ?? ""))?.name ?? null;
}

interface Suspect {
  kind: AssetKind;
  label: string;
  config: JsonObject;
}

/** The assets of a domain whose configuration has a value that is newer than its field. */
function suspectsIn(domain: string | null, { accounts }: Cases): Suspect[] {
  return [...accounts].flatMap(([key, cases]) => {
    const [home = "", account = ""] = key.split("\0");
    return home === (domain ?? "") ? suspectsOf(account, cases) : [];
  });
}

const known = new WeakMap<AccountCase, Suspect[]>();

/** Kept for an account that does not change: while a server is behind, this is asked again and again. */
function suspectsOf(account: string, cases: AccountCase): Suspect[] {
  const suspects =
    known.get(cases) ??
    [...cases.streams].flatMap(([stream, { stream: own, consumers }]) => [
      ...suspect("stream", [account, stream], own.config),
      ...[...consumers].flatMap(([consumer, { config }]) => suspect("consumer", [account, stream, consumer], config)),
    ]);
  known.set(cases, suspects);
  return suspects;
}

function suspect(kind: AssetKind, names: string[], config: JsonObject | null): Suspect[] {
  const isSuspect = config !== null && partsOf(kind, config).some((part) => part.isValue);
  return isSuspect ? [{ kind, label: names.join(" › "), config }] : [];
}

/** What to do with a server that stopped at a value: started again, it stops at the same entry of the log. */
export const UNBLOCK = "Upgrade the server to a release that knows the value: it catches up by itself then.";

/** The likely culprit where a reason says that a host is behind the meta leader. */
export function blockerBehind(reason: Reason, domain: string | null, blockers: Blockers): string | undefined {
  return reason.kind === "host-behind-meta" ? blockerOf(blockers, domain, reason.servers?.[0] ?? "") : undefined;
}

/** A reason with the likely culprit, where there is one. */
export function blamed(reason: Reason | null, domain: Domain, blockers: Blockers): Reason | null {
  const text = reason ? blockerBehind(reason, domain.name, blockers) : undefined;
  return reason && text !== undefined ? { ...reason, text: `${reason.text} ${text}` } : reason;
}
