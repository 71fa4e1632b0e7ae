import { expect, test } from "vitest";
import { casesIn } from "#lib/model/cases.ts";
import { coverageOf } from "#lib/model/coverage.ts";
import { diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import { find } from "#lib/model/findings.ts";
import type { ObservedServer } from "#lib/model/observation.ts";
import { answerOf } from "#lib/model/probe.ts";
import type { StreamReport } from "#lib/model/report.ts";
import { hostsFor, topologyOf } from "#lib/model/topology.ts";
import { NOW, observation, observedAccount, observedServer, ok, peer, streamReport } from "./observed.ts";

const cluster = ["n1", "n2", "n3"].map((name, _, all) => {
  const metaPeers = name === "n1" ? all.filter((other) => other !== name).map((other) => peer(other)) : [];
  return observedServer(name, { metaPeers });
});
const withoutMeta = (name: string) =>
  observedServer(name, { isClustered: false, streams: [streamReport(`ON_${name}`)] });
const alone = (name: string): ObservedServer => {
  const server = withoutMeta(name);
  return { ...server, identity: { ...server.identity, cluster: name } };
};
const leader = (name: string, ...peers: string[]) =>
  observedServer(name, { metaLeader: name, metaPeers: peers.map((each) => peer(each)) });

test.each<[string, ObservedServer[], string[]]>([
  ["a cluster", cluster, []],
  ["one server", [alone("n1")], []],
  ["two servers that stand alone", [alone("leaf2"), alone("leaf1")], ["leaf1", "leaf2"]],
  ["a cluster and a server that stands alone", [...cluster, alone("leaf1")], ["leaf1", "n1"]],
  ["a cluster of which a member has just started", [...cluster, withoutMeta("n4")], []],
  ["two clusters", [leader("n1", "n2"), leader("m1", "m2")], ["m1", "n1"]],
  ["a cluster that has just elected another leader", [leader("n1", "n2"), leader("n2", "n1")], []],
  ["a server without JetStream beside one that has it", [alone("n1"), observedServer("n2", { jetstream: false })], []],
  ["a server that is gone", [alone("n1"), observedServer("n0", { isClustered: false, isAnswering: false })], []],
])("whose JetStream a domain is: %s", (_, servers, realms) => {
  expect(topologyOf(observation(servers, [])).domains.get(null)?.realms).toEqual(realms);
});

test("where two servers of one domain stand alone, an account of both is not observed, and no stream of theirs is hidden", () => {
  const account = observedAccount({ names: ok(["ON_leaf1"]), list: null });
  const seen = observation([alone("leaf1"), alone("leaf2")], [account]);
  expect(coverageOf(seen)).toMatchObject({
    accounts: { total: 1, observed: 0 },
    unobserved: [{ account: "APP", why: expect.stringMatching(/^leaf1 and leaf2 have JetStreams of their own/) }],
  });
  const { accounts } = diagnose(seen, NO_DIAGNOSIS).cases;
  const assets = [...accounts.values()].flatMap(casesIn).map(({ asset }) => asset);
  expect(assets.find(({ stream }) => stream === "ON_leaf2")).toMatchObject({
    state: "unobserved",
    reason: { kind: "not-observed" },
  });
});

/** What a server that opens leaf connections says of a stream of its own with a consumer. */
function onLeaf(name: string): ObservedServer {
  const consumer = { name: "c", config: {}, requiredLevel: 0, placement: null, createdAt: null };
  const report = streamReport(name, { leader: "leaf1", consumers: [consumer] });
  const streams = [{ ...report, placement: { cluster: "leaf1", leader: "leaf1", peers: [] } }];
  const server = observedServer("leaf1", { isClustered: false, streams });
  return { ...server, identity: { ...server.identity, cluster: "leaf1" } };
}

/** "STREAM state" or "STREAM/consumer state", when nothing settles any more. */
function lasting(servers: ObservedServer[], account: Parameters<typeof observedAccount>[0]): string[] {
  const accounts = [observedAccount(account)];
  const first = diagnose(observation(servers, accounts), NO_DIAGNOSIS);
  const { cases } = diagnose(observation(servers, accounts, NOW + 60_000), first);
  const assets = [...cases.accounts.values()].flatMap(casesIn).map(({ asset }) => asset);
  return assets.map(({ stream, consumer, state }) => `${stream}${consumer === null ? "" : `/${consumer}`} ${state}`);
}

test.each([
  ["without access", { access: null }],
  ["which the API does not list", { names: ok([]) }],
  ["which the API lists, as the leaf may have answered", { names: ok(["ON_leaf1"]) }],
  [
    "which the API lists and then does not find, as both answer",
    { names: ok(["ON_leaf1"]), streams: new Map([["ON_leaf1", ok([{ kind: "not-found" as const }])]]) },
  ],
] as const)(
  "a stream of an account %s that a leaf node has beside a cluster is not observed, nor is its consumer",
  (_, account) => {
    const leaderless = cluster.map(({ identity }) => observedServer(identity.name, { metaLeader: null }));
    for (const servers of [cluster, leaderless]) {
      expect(lasting([...servers, onLeaf("ON_leaf1")], account)).toEqual([
        "ON_leaf1 unobserved",
        "ON_leaf1/c unobserved",
      ]);
    }
  },
);

test("a stream of the cluster that is offline is not said to run because a leaf node has one of that name", () => {
  const reason = "unsupported - required API level: 4, current API level: 3";
  const refusal = { kind: "offline" as const, reason, raw: reason };
  const account = { names: ok(["ORDERS"]), streams: new Map([["ORDERS", ok([refusal])]]) };
  expect(lasting([...cluster, onLeaf("ORDERS")], account)).toEqual(["ORDERS offline"]);
});

test("a stream of the cluster that is down is not taken for the one of that name on a leaf node, once its hosts are known", () => {
  const [n1, n2, n3] = cluster;
  if (!n1 || !n2 || !n3) throw new Error("no cluster");
  const placement = { askedAt: NOW, assigned: [n2.identity.id], unassigned: [n1.identity.id], words: new Map() };
  const placed = { names: ok(["ORDERS"]), placements: new Map([["ORDERS", ok(placement)]]) };
  expect(lasting([...cluster, onLeaf("ORDERS")], placed)).toEqual(["ORDERS unavailable"]);

  const accounts = [observedAccount({ names: ok(["ORDERS"]) })];
  const streams = answerOf(onLeaf("ORDERS").detail)?.streams ?? [];
  const onCluster = streams.map((stream) => ({
    ...stream,
    consumers: [],
    placement: { cluster: "C1", leader: "n2", peers: [] },
  }));
  const whereN2Has = (own: StreamReport[]) => {
    const detail = ok({ server: n2.identity, accounts: ["APP"], streams: own });
    return [n1, { ...n2, detail }, n3, onLeaf("ORDERS")];
  };
  const before = diagnose(observation(whereN2Has(onCluster), accounts), NO_DIAGNOSIS);
  const after = [NOW + 20_000, NOW + 60_000].reduce(
    (last, at) => diagnose(observation(whereN2Has([]), accounts, at), last),
    before,
  );
  const states = [before, after].map(({ cases }) => [...cases.accounts.values()].flatMap(casesIn)[0]?.asset.state);
  expect(states).toEqual(["online", "unavailable"]);
});

test("a stream that runs on a leaf node is not observed either where the API leads to that", () => {
  const [report] = answerOf(onLeaf("ON_leaf1").detail)?.streams ?? [];
  const found = report ? [{ kind: "found" as const, value: report }] : [];
  const account = {
    names: ok(["ON_leaf1"]),
    streams: new Map([["ON_leaf1", ok(found)]]),
    consumerNames: new Map([["ON_leaf1", ok(["c"])]]),
  };
  expect(lasting([...cluster, onLeaf("ON_leaf1")], account)).toEqual(["ON_leaf1 unobserved", "ON_leaf1/c unobserved"]);
});

/** Codes of all that is found when a server stands alone beside a cluster of 2.12, `ms` after all were first seen. */
function foundBeside(other: ObservedServer, ms: number): string[] {
  const old = cluster.map(({ identity: { name }, jsz }) => {
    const metaPeers = answerOf(jsz)?.meta?.peers ?? [];
    return observedServer(name, { version: "2.12.15", level: 3, metaPeers });
  });
  const seen = observation([...old, other], [], NOW + ms);
  const { cases, blockers, topology } = diagnose(seen, NO_DIAGNOSIS);
  const findings = find({ observation: seen, topology, cases, blockers, failure: null, standing: new Map() });
  return [...findings.values()].map(({ code }) => code);
}

test("a newer server that stands alone beside a cluster is no member of it that runs ahead", () => {
  expect(foundBeside(alone("leaf1"), 60 * 60_000)).toEqual([]);
  expect(foundBeside(observedServer("n4"), 60 * 60_000)).toEqual(["JS_META_LEADER_BEHIND", "JS_LEVEL_SKEW"]);
});

test("an asset of a cluster is not said to be able to run on a server that stands alone beside it", () => {
  const domain = topologyOf(observation([...cluster, alone("leaf1")], [])).domains.get(null);
  const names =
    domain && hostsFor(domain, { kind: "stream", config: {}, requiredLevel: 0 }).map(({ server }) => server);
  expect(names?.sort()).toEqual(["n1", "n2", "n3"]);
});

test("a feature flag is nothing to a server that stands alone", () => {
  const flagged = (server: ObservedServer, flags: { [flag: string]: boolean }): ObservedServer => {
    const varz = answerOf(server.varz);
    return varz ? { ...server, varz: ok({ ...varz, featureFlags: flags }) } : server;
  };
  const codes = (servers: ObservedServer[]) => {
    const seen = observation(servers, []);
    const { cases, blockers, topology } = diagnose(seen, NO_DIAGNOSIS);
    const findings = find({ observation: seen, topology, cases, blockers, failure: null, standing: new Map() });
    return [...findings.values()].map(({ code }) => code);
  };
  const on = flagged(leader("n1", "n2"), { fast: true });
  const without = flagged(observedServer("n2"), {});
  expect(codes([on, flagged(alone("leaf1"), {}), flagged(observedServer("n2"), { fast: true })])).toEqual([]);
  expect(codes([on, without])).toEqual(["JS_FEATURE_FLAG_DIVERGENT"]);
});
