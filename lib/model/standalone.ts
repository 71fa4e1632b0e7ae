import { type AccountView, unobserved } from "./account-view.ts";
import type { StreamCase } from "./cases.ts";
import { type AssetTrouble, assetTroubleIn, reasonOfTrouble } from "./health-words.ts";
import type { ObservedServer } from "./observation.ts";
import { answerOf } from "./probe.ts";
import { inferReason } from "./reason.ts";
import type { StreamReport } from "./report.ts";
import type { Sighting } from "./sighting.ts";
import { hostsIn, serverNamed } from "./topology.ts";
import type { Verdict } from "./verdict.ts";

// What HEALTHZ of a standalone server tells of its streams. It names the first that is not well, and no other
// (monitor.go: healthz).

/**
 * The verdict on a stream that a standalone server does not list. One that could not be recovered when the server started
 * is unknown to its API, as if it had been deleted; the list may come from that process before anything else does. Null
 * where it was deleted, or nothing is known of that.
 */
export function lostAtStart(
  stream: string,
  { sightings, last }: { sightings: Sighting<StreamReport>[]; last: StreamCase | undefined },
  { domain, account: { account, names } }: Pick<AccountView, "domain" | "account">,
): Verdict<StreamReport> | null {
  const listedAt = names?.ok ? names.at : null;
  const isSeenSince = ({ lastSeenAt }: ObservedServer) => listedAt === null || lastSeenAt >= listedAt;
  if (sightings.length > 0) return sightings.some(({ server }) => isSeenSince(server)) ? null : awaited();
  const hosts = last?.stream.hosts ?? [];
  const servers = hostsIn(domain);
  const naming = servers.find((each) => wordsOn(each, { account, stream, kind: "unrecovered" }) !== null);
  const server = naming ?? servers.find(({ identity }) => hosts.includes(identity.name));
  if (!server) return listedAt !== null && hosts.some((host) => serverNamed(domain, host)) ? awaited() : null;
  if (!naming && hasHad(server, last)) return isSeenSince(server) ? null : awaited();
  if (server.health === null) return awaited();
  const { id: serverId, name } = server.identity;
  const words = server.lastHealth?.error ?? null;
  if (words === null) return null;
  if (naming) {
    const reason = reasonOfTrouble(words, "unrecovered", name);
    const replicas = [{ server: name, serverId, state: "missing" as const, reason }];
    return { ...unobserved(reason), state: "unavailable", replicas };
  }
  const text = `${name} has started and does not list it: deleted or lost. Its HEALTHZ names other trouble first.`;
  return unobserved(inferReason("no-answer", text, [name], words));
}

function awaited(): Verdict<StreamReport> {
  const text = "It is listed no more: deleted, or its server has just started and is still being asked.";
  return { ...unobserved(inferReason("no-answer", text)), isTransient: true };
}

/** Streams of an account that standalone servers could not recover, as far as HEALTHZ names them. */
export function namedLost({ domain, account }: Pick<AccountView, "domain" | "account">): string[] {
  if (domain.isClustered) return [];
  return hostsIn(domain).flatMap((server) => {
    const trouble = troubleOn(server, account.account);
    return trouble?.kind === "unrecovered" ? [trouble.stream] : [];
  });
}

/** A verdict with what HEALTHZ says: a stream that failed to write is still led, and refuses all that is published. */
export function withWriteError(
  verdict: Verdict<StreamReport>,
  stream: string,
  { domain, account: { account } }: Pick<AccountView, "domain" | "account">,
): Verdict<StreamReport> {
  const { state, leader } = verdict;
  const server = domain.isClustered || state !== "online" || leader === null ? null : serverNamed(domain, leader);
  const words = server && wordsOn(server, { account, stream, kind: "write-error" });
  if (!server || !words) return verdict;
  return { ...verdict, state: "degraded", reason: reasonOfTrouble(words, "write-error", server.identity.name) };
}

/** Whether the running process has told of it: then it was deleted since. */
function hasHad({ firstSeenAt }: ObservedServer, last: StreamCase | undefined): boolean {
  const toldAt = last?.stream.configAt ?? null;
  return toldAt !== null && toldAt >= firstSeenAt;
}

function wordsOn(
  server: ObservedServer,
  { account, stream, kind }: Pick<AssetTrouble, "account" | "stream" | "kind">,
): string | null {
  const trouble = troubleOn(server, account);
  return trouble?.stream === stream && trouble.kind === kind ? (server.lastHealth?.error ?? null) : null;
}

/** What the process last said of a stream of the account. */
function troubleOn({ lastHealth, detail }: ObservedServer, account: string): AssetTrouble | null {
  const id = answerOf(detail)?.accountIds?.get(account) ?? account;
  const trouble = assetTroubleIn(lastHealth?.error ?? null);
  return trouble?.account === id && trouble.consumer === null ? trouble : null;
}
