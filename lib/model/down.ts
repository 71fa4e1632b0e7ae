import type { Replica } from "./asset.ts";
import { inferReason, type Reason } from "./reason.ts";
import { isMinority, lostReplicas, REFUSALS } from "./replicas.ts";
import { type Domain, metaTroubleOf, runsJetStream, silentHosts, stopWordsOf } from "./topology.ts";
import { listed } from "./words.ts";

/** What is known of an asset that nothing serves and for which no server gave a reason. */
export interface DownFacts {
  domain: Domain;
  /** Servers with a replica, names; empty where nobody knows. */
  hosts: string[];
  replicas: Replica[];
  /** The servers' words without a reason ("stream is offline"). */
  raw: string | null;
  /** What its hosts say of it in HEALTHZ, by name. */
  words: ReadonlyMap<string, string>;
  /** Why INFO brought no answer; null where it was not asked. */
  silence: string | null;
  /** Whether the account's JetStream API can be asked. */
  isObserved: boolean;
}

/** The most likely cause, most certain rule first. Always inferred: the servers gave none. */
export function explainDown(facts: DownFacts): Reason {
  return byKnownHosts(facts) ?? byMetaGroup(facts) ?? byElimination(facts) ?? withoutCause(facts);
}

function byKnownHosts({ hosts, replicas, raw, isObserved }: DownFacts): Reason | null {
  if (hosts.length === 0) return null;
  const lost = lostReplicas(replicas);
  if (lost.length === hosts.length) return byCommonCause(lost, raw, isObserved) ?? noQuorum(replicas, lost);
  return noQuorum(replicas, lost);
}

/** All replicas are gone for one cause. */
function byCommonCause(lost: Replica[], raw: string | null, isObserved: boolean): Reason | null {
  const [first, ...others] = lost.flatMap(({ reason }) => reason ?? []);
  if (!first || first.kind === "unknown" || others.some((other) => other.kind !== first.kind)) return null;
  const names = lost.map(({ server }) => server);
  const words = first.raw ?? raw;
  if (first.kind === "host-down") {
    const text = `${listed(names)} ${names.length === 1 ? "hosts it and does" : "host it and do"} not answer.`;
    return inferReason("host-down", text, names, words);
  }
  const blind = isObserved ? "" : " Its account is not observed, so the server's own reason cannot be read.";
  const text = `${names.length === 1 ? `${names[0]} hosts it.` : `${listed(names)} host it.`} ${first.text}${blind}`;
  return { ...first, text, raw: words, inferred: [first, ...others].some(({ inferred }) => inferred), servers: names };
}

/** Too few replicas are left for a majority; null where enough are, or where there never were several. */
export function noQuorum(replicas: Replica[], lost: Replica[]): Reason | null {
  if (replicas.length < 2 || lost.length === 0 || !isMinority(replicas, lost)) return null;
  const text = `${lost.length} of its ${replicas.length} replicas do not serve, and the rest is no majority. ${causesOf(lost)}`;
  const servers = lost.map(({ server }) => server);
  return { ...inferReason("no-quorum", text, servers), ...sharedCause(lost) };
}

/** Why each replica is missing, the same words of several once. */
function causesOf(lost: Replica[]): string {
  const groups = Map.groupBy(lost, ({ server, reason }) => reason?.text ?? `${server} does not serve it.`);
  return [...groups]
    .map(([text, members]) => {
      // What is concluded names its server; the servers' own words do not.
      const isTold = members.some(({ reason }) => reason?.inferred === false);
      return isTold ? `${listed(members.map(({ server }) => server))}: ${text}` : text;
    })
    .join(" ");
}

/** What has to be mended, where all that are missing are refused, or were stopped, for the same. */
function sharedCause(lost: Replica[]): Partial<Reason> {
  const reasons = lost.map(({ reason }) => reason);
  const [first] = reasons;
  const isShared = reasons.every(
    (each) =>
      each?.kind === first?.kind &&
      each?.field === first?.field &&
      each?.requiredLevel === first?.requiredLevel &&
      each?.consumer === first?.consumer,
  );
  if (!first || !isShared || ![...REFUSALS, "stopped"].includes(first.kind)) return {};
  const { kind, text: _text, servers: _servers, ...details } = first;
  return { ...details, cause: kind, inferred: reasons.some((each) => each?.inferred !== false) };
}

function byMetaGroup({ domain, raw }: DownFacts): Reason | null {
  if (!domain.isClustered || domain.metaLeader) return null;
  const silent = silentHosts(domain);
  const because = silent.length > 0 ? ` ${listed(silent)} ${silent.length === 1 ? "does" : "do"} not answer.` : "";
  const words = domain.servers.filter((server) => server.isAnswering).map(metaTroubleOf)[0] ?? raw;
  return inferReason(
    "no-meta-leader",
    `The domain has no meta leader, so nobody can say where it runs.${because}`,
    silent,
    words,
  );
}

function byElimination({ domain, raw, hosts }: DownFacts): Reason | null {
  if (hosts.length > 0) return null;
  const silent = silentHosts(domain);
  const [only] = silent;
  if (only !== undefined) {
    const text =
      silent.length === 1
        ? `Likely on ${only}: it is the only server that does not answer.`
        : `Likely on one of the servers that do not answer: ${listed(silent)}.`;
    return inferReason("host-down", text, silent, raw);
  }
  const behind = domain.servers.find((server) => server.isAnswering && metaTroubleOf(server) !== null);
  if (behind) {
    const name = behind.identity.name;
    return inferReason(
      "host-behind-meta",
      `Likely on ${name}: it is cut off from the meta leader.`,
      [name],
      metaTroubleOf(behind),
    );
  }
  const disabled = domain.servers.find((server) => server.isAnswering && !runsJetStream(server));
  if (disabled && domain.isClustered) {
    const name = disabled.identity.name;
    const words = stopWordsOf(disabled);
    const text = `Likely on ${name}: JetStream ${words === null ? "is switched off" : "has stopped"} there.`;
    return inferReason("jetstream-disabled", text, [name], words ?? raw);
  }
  return null;
}

function withoutCause({ hosts, raw, words, silence, isObserved }: DownFacts): Reason {
  const where = hosts.length > 0 ? ` ${listed(hosts)} ${hosts.length === 1 ? "hosts" : "host"} it.` : "";
  if (!isObserved) {
    const text = `A server is assigned to it, but none runs it. Its account is not observed, so the reason cannot be read.${where}`;
    return inferReason("not-observed", text, hosts, raw);
  }
  if (raw)
    return inferReason("host-down", `All servers that host it are down, the meta leader says.${where}`, hosts, raw);
  const [said] = words;
  if (said) {
    const text = `No server serves it.${where} ${said[0]} says: ${said[1]}.`;
    return inferReason("no-answer", text, hosts, said[1]);
  }
  const text = silence
    ? `No server answers for it (${silence}).${where}`
    : `No server is known to run it; it is being asked for.${where}`;
  return inferReason("no-answer", text, hosts, raw);
}
