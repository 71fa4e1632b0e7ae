import { expect, test } from "vitest";
import { casesIn } from "#lib/model/cases.ts";
import { coverageOf } from "#lib/model/coverage.ts";
import { diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import { find } from "#lib/model/findings.ts";
import type { ObservedServer } from "#lib/model/observation.ts";
import { answerOf } from "#lib/model/probe.ts";
import { topologyOf } from "#lib/model/topology.ts";
import {
  NOW,
  observation,
  observedAccount,
  observedServer,
  ok,
  peer,
  type ServerFacts,
  streamReport,
} from "./observed.ts";

const NAMES = ["n1", "n2", "n3"];

/** A server of n1 to n3 that was started `age` ms ago, and of which nothing was heard for `silence` ms, as `domain/name`. */
function server(
  path: string,
  { age = 60_000, silence = 0, ...facts }: ServerFacts & { age?: number; silence?: number },
) {
  const [domain = "", name = ""] = path.split("/");
  const isAnswering = silence === 0;
  const known = observedServer(name, { ...facts, isAnswering });
  const identity = { ...known.identity, id: `${path}-${age}`, domain: domain === "" ? null : domain };
  const [firstSeenAt, lastSeenAt] = [NOW - age, NOW - silence];
  const report = answerOf(known.detail);
  const detail = report && ok({ ...report, server: identity });
  return { ...known, identity, firstSeenAt, lastSeenAt, silentSince: isAnswering ? null : lastSeenAt, detail };
}

const others = (name: string) => NAMES.filter((other) => other !== name).map((other) => peer(other));
const leads = (name: string) => ({ metaLeader: name, metaPeers: others(name) });
const follows = (name: string) => ({ metaLeader: name });
const electing = (name: string) => ({ metaLeader: null, metaPeers: others(name) });

/** "domain: server …" of all that are in a domain; silent ones in brackets. */
function homes(servers: ObservedServer[]): string[] {
  return [...topologyOf(observation(servers, [])).domains].map(([name, domain]) => {
    const members = domain.servers.map(({ identity, isAnswering }) =>
      isAnswering ? identity.name : `(${identity.name})`,
    );
    return [`${name ?? "default"}:`, ...members, ...domain.strangers.map((stranger) => `?${stranger.name}`)].join(" ");
  });
}

const n3Renamed = [
  server("/n1", leads("n1")),
  server("/n2", follows("n1")),
  server("/n3", { ...follows("n1"), silence: 30_000 }),
  server("hub/n3", { ...follows("n1"), age: 20_000 }),
];

test.each<[string, ObservedServer[], string[]]>([
  ["one has come back", n3Renamed, ["default: n1 n2 n3"]],
  [
    "another one leads since",
    [
      server("/n1", follows("n2")),
      server("/n2", { ...follows("n1"), silence: 10_000 }),
      server("/n3", { ...follows("n1"), silence: 30_000 }),
      server("hub/n3", { ...follows("n2"), age: 20_000 }),
      server("hub/n2", { ...leads("n2"), age: 5_000 }),
    ],
    ["hub: n1 n3 n2"],
  ],
  [
    "nobody leads for the moment",
    [
      server("/n1", electing("n1")),
      server("/n2", electing("n2")),
      server("hub/n3", { ...electing("n3"), age: 20_000 }),
    ],
    ["default: n1 n2 n3"],
  ],
  [
    "one that is just back knows no leader yet",
    [...n3Renamed.slice(0, 3), server("hub/n3", { ...electing("n3"), age: 1_000 })],
    ["default: n1 n2 n3"],
  ],
  [
    "the last is being restarted",
    [
      server("/n1", { ...leads("n1"), silence: 8_000 }),
      server("hub/n3", { ...follows("n2"), age: 40_000 }),
      server("hub/n2", { ...leads("n2"), age: 20_000 }),
    ],
    ["hub: (n1) n3 n2"],
  ],
  [
    "the first is restarted again",
    [...n3Renamed.slice(0, 3), server("hub/n3", { ...follows("n1"), age: 20_000, silence: 8_000 })],
    ["default: n1 n2 (n3)"],
  ],
])("while a cluster is given a domain it is one JetStream: %s", (_, servers, expected) => {
  expect(homes(servers)).toEqual(expected);
});

const site = (domain: string, change: Record<string, Parameters<typeof server>[1]> = {}) =>
  NAMES.map((name) =>
    server(`${domain}/${name}`, { ...(name === "n1" ? leads("n1") : follows("n1")), ...change[name] }),
  );
const cutOff = { silence: 9_000 };

test.each<[string, ObservedServer[], string[]]>([
  ["all answer", [...site("a"), ...site("b")], ["a: n1 n2 n3", "b: n1 n2 n3"]],
  ["the leader of one falls silent", [...site("a"), ...site("b", { n1: cutOff })], ["a: n1 n2 n3", "b: (n1) n2 n3"]],
  [
    "one is cut off, and the other restarted since",
    [
      ...site("a").map((each) => ({ ...each, firstSeenAt: NOW - 2_000 })),
      ...site("b", { n1: cutOff, n2: cutOff, n3: cutOff }),
    ],
    ["a: n1 n2 n3", "b: (n1) (n2) (n3)"],
  ],
  [
    "one lacks the server that another has",
    [...site("a").slice(0, 2), ...site("b", { n1: cutOff, n2: cutOff })],
    ["a: n1 n2 ?n3", "b: (n1) (n2) n3"],
  ],
])("sites that are alike are not taken for one: %s", (_, servers, expected) => {
  expect(homes(servers)).toEqual(expected);
});

test("halfway through a renaming nothing is said to be down or missing", () => {
  const everywhere = streamReport("EVERYWHERE", { leader: "n1", peers: [peer("n2"), peer("n3")] });
  const onN3 = streamReport("ON_N3", { leader: "n3" });
  const servers = [
    server("/n1", { ...leads("n1"), streams: [everywhere] }),
    server("/n2", { ...follows("n1"), streams: [everywhere] }),
    server("/n3", { ...follows("n1"), silence: 30_000 }),
    server("hub/n3", { ...follows("n1"), age: 20_000, streams: [everywhere, onN3] }),
  ];
  const unasked = { ok: false as const, fault: "no-responders" as const, message: "nobody listens", at: NOW };
  const accounts = [
    observedAccount({ names: ok(["EVERYWHERE", "ON_N3"]) }),
    observedAccount({ domain: "hub", access: null, names: unasked }),
  ];
  const first = diagnose(observation(servers, accounts), NO_DIAGNOSIS);
  const seen = observation(servers, accounts, NOW + 60_000);
  const { cases, topology, blockers } = diagnose({ ...seen, activeServers: 3 }, first);
  const assets = [...cases.accounts.values()].flatMap(casesIn).map(({ asset }) => asset);
  expect(assets.map(({ domain, stream, state }) => `${domain} ${stream} ${state}`).sort()).toEqual([
    "null EVERYWHERE online",
    "null ON_N3 online",
  ]);
  const found = find({ observation: seen, topology, cases, blockers, failure: null, standing: new Map() });
  expect([...found.keys()]).toEqual([]);
  expect(coverageOf({ ...seen, activeServers: 3 })).toEqual({
    servers: { expected: 3, answered: 3 },
    accounts: { total: 1, observed: 1 },
    unobserved: [],
  });
});

test("a domain whose servers were all restarted without JetStream is where its streams are missed", () => {
  const off = { jetstream: false, age: 5_000 };
  const was = NAMES.map((name) => server(`hub/${name}`, { ...follows("n1"), silence: 9_000 }));
  const now = NAMES.map((name) => server(`/${name}`, off));
  expect(homes([...was, ...now])).toEqual(["hub: n1 n2 n3"]);
  const [n1, ...rest] = was.map((each) => ({ ...each, isAnswering: true, lastSeenAt: NOW }));
  expect(homes([...(n1 ? [n1] : []), ...was.slice(1), ...now.slice(1)])).toEqual([
    "hub: n1 (n2) (n3)",
    "default: n2 n3",
  ]);
  expect(rest).toHaveLength(2);
});
