import { releaseFor } from "./api-level.ts";
import { hasStreams } from "./cases.ts";
import { type Draft, type Facts, type Rule, serverSubject, subjectsOf } from "./facts.ts";
import type { ObservedServer } from "./observation.ts";
import { answerOf } from "./probe.ts";
import { SILENT_AFTER_MS } from "./server-trouble-rules.ts";
import {
  apiLevelOf,
  type Domain,
  hostsIn,
  runsJetStream,
  silentHosts,
  stopWordsOf,
  switchedOffMembers,
} from "./topology.ts";
import { compareVersions } from "./version.ts";
import { countOf, listed } from "./words.ts";

/**
 * Those that are left stand for election 4 to 9 s after they last heard the leader (raft.go: minElectionTimeout,
 * maxElectionTimeout), and the next poll shows whom they elected.
 */
const ELECTS_WITHIN_MS = 12_000;
/** How long a rollout may stand still before its skew is a warning. */
const ROLLOUT_STALLS_AFTER_MS = 30 * 60_000;

export const metaGroups: Rule = (facts) =>
  [...facts.topology.domains.values()]
    .filter((domain) => domain.isClustered)
    .flatMap((domain) => metaGroup(domain, facts));

function metaGroup(domain: Domain, facts: Facts): Draft[] {
  const { metaLeader } = domain;
  if (!metaLeader) return isMissed(domain, facts) ? [leaderless(domain, facts)] : [];
  const level = apiLevelOf(metaLeader);
  const highest = Math.max(0, ...hostsIn(domain).map((server) => apiLevelOf(server) ?? 0));
  if (level === null || level >= highest) return [];
  return [
    {
      key: `JS_META_LEADER_BEHIND:${domain.name ?? ""}`,
      code: "JS_META_LEADER_BEHIND",
      severity: "warning",
      title: `The meta leader${ofDomain(domain)}, ${metaLeader.identity.name}, runs level ${level}; others run ${highest}`,
      detail:
        "The meta leader decides which API fields are understood: requests for newer features are refused or stripped of what it does not know.",
      remedy: `Step the meta leader down in favour of an upgraded server, or upgrade it to ${releaseFor(highest)}.`,
      commands: ["nats server report jetstream"],
      since: null,
      ...subjectsOf([serverSubject(metaLeader)]),
    },
  ];
}

/**
 * Whether a meta leader is missed: JetStream that is switched off on all servers is so on purpose, unless it left
 * streams behind.
 */
function isMissed({ name, servers }: Domain, { cases }: Facts): boolean {
  return servers.some((server) => runsJetStream(server) || stopWordsOf(server) !== null) || hasStreams(cases, name);
}

/** Why a domain may lack a leader: nobody leads, no server answers, none runs JetStream. A mute is of one of these. */
const LACKS = ["", ":away", ":off"] as const;

/**
 * That nobody leads is a warning while it may pass: for as long as a silence is no alarm, and where enough servers answer to
 * elect one, an election. What was graver is so until somebody leads.
 */
function leaderless(domain: Domain, { observation, standing }: Facts): Draft {
  const prefix = `JS_META_NO_LEADER:${domain.name ?? ""}`;
  const isAway = !domain.servers.some(({ isAnswering }) => isAnswering);
  const isOff = !isAway && !domain.servers.some(runsJetStream);
  const lack: (typeof LACKS)[number] = isAway ? ":away" : isOff ? ":off" : "";
  // It is the same outage, whatever is known of it by now.
  const [last] = LACKS.flatMap((lack) => standing.get(prefix + lack) ?? []);
  const since = Math.min(last?.since ?? observation.at, observation.at);
  const silent = silentHosts(domain);
  const stopped = domain.servers.filter((server) => stopWordsOf(server) !== null).map(({ identity }) => identity.name);
  const off = switchedOffMembers(domain);
  const canElect = hostsIn(domain).length > silent.length + stopped.length + off.length;
  const mayPass = observation.at - since < (canElect ? ELECTS_WITHIN_MS : SILENT_AFTER_MS);
  const subject = { kind: "domain" as const, id: domain.name ?? "", label: domain.name ?? "default domain" };
  const base = {
    key: prefix + lack,
    code: "JS_META_NO_LEADER" as const,
    severity: mayPass && last?.severity !== "critical" ? ("warning" as const) : ("critical" as const),
    commands: ["nats server report jetstream"],
    since,
    ...subjectsOf([subject]),
  };
  if (isAway) {
    return {
      ...base,
      title: `No server of ${domain.name === null ? "the default domain" : `domain ${domain.name}`} answers`,
      detail: `Whether its JetStream has a meta leader cannot be seen: it may be down, or only the way to it. Not answering: ${listed(silent)}.`,
      remedy: "Look at the link to its servers, such as that of its leaf nodes, then at their hosts.",
    };
  }
  if (isOff) return { ...base, ...runsNowhere(domain, stopped) };
  return {
    ...base,
    title: `JetStream${ofDomain(domain)} has no meta leader`,
    detail: [
      "Streams and consumers can be neither created, changed nor listed.",
      silent.length > 0 && `Not answering: ${listed(silent)}.`,
      stopped.length > 0 && `JetStream has stopped on ${listed(stopped)}.`,
      off.length > 0 && `JetStream is off on ${listed(off)}.`,
    ]
      .filter((part) => part !== false)
      .join(" "),
    remedy: canElect
      ? "Wait for a few seconds: enough servers for a majority answer and elect one. If they do not, read their logs and check the routes between them."
      : "Bring back enough JetStream servers for a majority of the meta group.",
  };
}

/** What is said where no server has JetStream, although it should: it `stopped` on these servers, names, or is switched off. */
function runsNowhere(domain: Domain, stopped: string[]): Pick<Draft, "title" | "detail" | "remedy"> {
  const why = stopped.length > 0 ? `stopped on ${listed(stopped)}` : "been switched off in their configuration";
  return {
    title: `JetStream${ofDomain(domain)} runs on no server`,
    detail: `The servers answer, but serve no stream or consumer: JetStream has ${why}.`,
    remedy:
      stopped.length > 0
        ? "Read in the servers' logs why it stopped, such as no space left on their disks. Mend that, then restart them."
        : "Switch JetStream on again in the servers' configuration. If it is off for good, restart Plimsoll, which then expects none of its streams.",
  };
}

function ofDomain({ name }: Domain): string {
  return name === null ? "" : ` of domain ${name}`;
}

/** Different API levels, or else only different versions, in one domain. */
export const skew: Rule = (facts) =>
  [...facts.topology.domains.values()].flatMap((domain) => domainSkew(domain, facts));

function domainSkew(domain: Domain, { observation }: Facts): Draft[] {
  const servers = hostsIn(domain);
  const byLevel = Map.groupBy(servers, apiLevelOf);
  byLevel.delete(null);
  const byVersion = Map.groupBy(servers, (server) => server.identity.version);
  const isLevelSkew = byLevel.size > 1;
  // Nightly builds and forks may share a version, and yet not a level.
  if (byVersion.size < 2 && !isLevelSkew) return [];
  const lastStart = Math.max(0, ...servers.map((server) => server.firstSeenAt));
  const isStalled = observation.at - lastStart >= ROLLOUT_STALLS_AFTER_MS;
  const groups = isLevelSkew
    ? [...byLevel]
        .sort(([a], [b]) => (b ?? 0) - (a ?? 0))
        .map(([level, members]) => `${countOf(members.length, "server")} on level ${level}`)
    : [...byVersion]
        .sort(([a], [b]) => compareVersions(b, a))
        .map(([version, members]) => `${countOf(members.length, "server")} on ${version}`);
  const code = isLevelSkew ? "JS_LEVEL_SKEW" : "JS_VERSION_SKEW";
  const differing = isLevelSkew ? "API levels" : "versions";
  return [
    {
      key: `${code}:${domain.name ?? ""}`,
      code,
      severity: isStalled ? "warning" : "info",
      title: `${domain.name === null ? "" : `${domain.name}: `}${listed(groups)}`,
      detail: isStalled
        ? `The servers have run different ${differing} for over 30 minutes without another restart: the rollout stands still.`
        : `The servers run different ${differing}, as they do during a rollout.`,
      remedy: isLevelSkew
        ? "Finish the rollout. Until then, assets that need the higher level cannot run on the older servers."
        : "Finish the rollout.",
      commands: ["nats server list"],
      since: null,
      ...subjectsOf(servers.map(serverSubject)),
    },
  ];
}

/**
 * A flag that is on somewhere while a peer does not even know it: that peer may panic or refuse snapshots. A server that
 * stands alone has no peers.
 */
export const featureFlags: Rule = ({ topology }) =>
  [...topology.domains.values()].flatMap((domain) => {
    const servers = domain.servers.filter(
      (server) => server.isAnswering && runsJetStream(server) && answerOf(server.jsz)?.meta !== null,
    );
    const flagsOf = (server: ObservedServer) => answerOf(server.varz)?.featureFlags ?? {};
    const names = new Set(servers.flatMap((server) => Object.keys(flagsOf(server))));
    return [...names].flatMap((flag): Draft[] => {
      const on = servers.filter((server) => flagsOf(server)[flag] === true);
      const lacking = servers.filter(
        (server) => answerOf(server.varz) !== null && !Object.hasOwn(flagsOf(server), flag),
      );
      if (on.length === 0 || lacking.length === 0) return [];
      return [
        {
          key: `JS_FEATURE_FLAG_DIVERGENT:${domain.name ?? ""}:${flag}`,
          code: "JS_FEATURE_FLAG_DIVERGENT",
          severity: "critical",
          title: `Feature flag ${flag} is on, but ${listed(lacking.map((server) => server.identity.name))} ${lacking.length === 1 ? "does" : "do"} not know it`,
          detail: `Switched on at ${listed(on.map((server) => server.identity.name))}. A peer without the flag can panic on, or refuse, what the others write.`,
          remedy: "Switch the flag off until every server of the domain knows it.",
          commands: ["nats server request variables"],
          since: null,
          ...subjectsOf(lacking.map(serverSubject)),
        },
      ];
    });
  });
