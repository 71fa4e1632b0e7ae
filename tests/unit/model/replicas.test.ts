import { expect, test } from "vitest";
import type { Asset } from "#lib/model/asset.ts";
import { casesIn } from "#lib/model/cases.ts";
import { type Diagnosis, diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import type { Finding } from "#lib/model/finding.ts";
import { find } from "#lib/model/findings.ts";
import type { ObservedAccount, ObservedServer } from "#lib/model/observation.ts";
import type { Reason } from "#lib/model/reason.ts";
import type { AssetAnswer, StreamReport } from "#lib/model/report.ts";
import { NOW, observation, observedAccount, observedServer, ok, peer, streamReport } from "./observed.ts";

function refusal(field: string): AssetAnswer<StreamReport> {
  const reason = `unsupported - config error: unknown field "${field}"`;
  return { kind: "offline", reason, raw: `stream is offline: ${reason}` };
}

/** Diagnoses twice, so long apart that nothing settles any more. */
function diagnosed(servers: ObservedServer[], account: Partial<ObservedAccount>): Diagnosis {
  const accounts = [observedAccount(account)];
  const first = diagnose(observation(servers, accounts), NO_DIAGNOSIS);
  return diagnose(observation(servers, accounts, NOW + 60_000), first);
}

function assetsOf({ cases }: Diagnosis): Asset[] {
  return [...cases.accounts.values()].flatMap(casesIn).map(({ asset }) => asset);
}

function findingsOf({ cases, topology }: Diagnosis, servers: ObservedServer[]): Finding[] {
  const seen = observation(servers, []);
  return [...find({ observation: seen, topology, cases, blockers: {}, failure: null, standing: new Map() }).values()];
}

test.each([
  { field: "allow_batched", older: { version: "2.12.15", level: 3 }, refusing: ["n3"] },
  { field: "allow_atomic", older: { version: "2.12.15", level: 3 }, refusing: [] },
  { field: "allow_atomic", older: { version: "2.11.17", level: 1 }, refusing: ["n3"] },
  { field: "newer_than_the_table", older: { version: "2.12.15", level: 3 }, refusing: ["n2", "n3"] },
])("a member that refuses $field is one that does not know it: of 2.15.2 and $older.version $refusing", (it) => {
  const peers = [
    peer("n2", { current: false, heardSecondsAgo: 40 }),
    peer("n3", { current: false, heardSecondsAgo: 99 }),
  ];
  const stream = streamReport("ORDERS", { peers });
  const servers = [observedServer("n1", { streams: [stream] }), observedServer("n2"), observedServer("n3", it.older)];
  const answers = ok([{ kind: "found" as const, value: stream }, refusal(it.field)]);
  const account = { names: ok(["ORDERS"]), streams: new Map([["ORDERS", answers]]) };
  const [asset] = assetsOf(diagnosed(servers, account));
  const refusing = asset?.replicas.filter(({ reason }) => reason?.inferred === false).map(({ server }) => server);
  expect(refusing).toEqual(it.refusing);
});

test("a majority that is refused for one cause each is one finding a cause, which an upgrade cures", () => {
  const gone = ["n2", "n3"].map((name) => peer(name, { current: false, offline: true, heardSecondsAgo: 60 }));
  const lost = (name: string) => streamReport(name, { leader: null, peers: [peer("n1"), ...gone] });
  const needs = { A: "allow_batched", B: "allow_atomic" };
  const servers = [
    observedServer("n1", { streams: [lost("A"), lost("B")] }),
    ...["n2", "n3"].map((name) => observedServer(name, { version: "2.11.17", level: 1 })),
  ];
  const streams = Object.entries(needs).map(([name, field]) => {
    return [name, ok([refusal(field), { kind: "found" as const, value: lost(name) }])] as const;
  });
  const diagnosis = diagnosed(servers, { names: ok(["A", "B"]), streams: new Map(streams) });
  expect(findingsOf(diagnosis, servers).filter(({ code }) => code === "JS_ASSET_UNAVAILABLE")).toMatchObject(
    [
      ["allow_batched", "2.14.0"],
      ["allow_atomic", "2.12.0"],
    ].map(([field, release]) => ({
      title: `1 stream unavailable: no majority: n2 and n3 do not know the field "${field}"`,
      detail: `2 of its 3 replicas do not serve, and the rest is no majority. n2 and n3: Its configuration has the field "${field}", which its server does not know: it came with nats-server ${release}.`,
      remedy: expect.stringContaining(`Upgrade these servers to nats-server ${release} or newer.`),
      subjectCount: 1,
    })),
  );
});

test("replicas that are missing for several causes are told each with its server", () => {
  const peers = ["n2", "n3"].map((name) => peer(name, { current: false, heardSecondsAgo: 60 }));
  const stream = streamReport("A", { peers });
  const servers = [
    observedServer("n1", { streams: [stream] }),
    observedServer("n2", { isAnswering: false }),
    observedServer("n3", { version: "2.11.17", level: 1 }),
  ];
  const answers = ok([refusal("allow_batched"), { kind: "found" as const, value: stream }]);
  const [asset] = assetsOf(diagnosed(servers, { names: ok(["A"]), streams: new Map([["A", answers]]) }));
  expect(asset?.reason).toMatchObject({ kind: "no-quorum", raw: null, inferred: true });
  expect(asset?.reason?.text).toMatch(/n2 does not answer\. n3: Its configuration has the field "allow_batched"/);
  expect(asset?.reason?.field).toBeUndefined();
});

const isolated = "expected sequence does not match store";
const writeError = `JetStream stream 'APP > ORDERS' is not current: stream write error: ${isolated}`;
const unhealthy = "JetStream stream 'APP > ORDERS' is not current: group node unhealthy";

test.each<{ what: string; words: Record<string, string>; want: Partial<Reason>; title: string }>([
  {
    what: "all have stopped it",
    words: { "ID-n1": writeError, "ID-n2": writeError, "ID-n3": writeError },
    want: { kind: "stopped", raw: writeError, inferred: false, servers: ["n1", "n2", "n3"] },
    title: "1 stream unavailable: write error on n1, n2 and n3",
  },
  {
    what: "two of three have stopped it",
    words: { "ID-n2": writeError, "ID-n3": writeError },
    want: { kind: "no-quorum", cause: "stopped", raw: writeError, inferred: false, servers: ["n2", "n3"] },
    title: "1 stream unavailable: no majority: write error on n2 and n3",
  },
  {
    what: "they say something else",
    words: { "ID-n1": unhealthy },
    want: {
      kind: "no-answer",
      raw: unhealthy,
      text: `No server serves it. n1, n2 and n3 host it. n1 says: ${unhealthy}.`,
      inferred: true,
    },
    title: "1 stream unavailable: served by no server",
  },
])("a replicated stream without a leader is down in its members' words: $what", ({ words, want, title }) => {
  const hosts = ["n1", "n2", "n3"];
  const leaderless = streamReport("ORDERS", { leader: null, peers: hosts.map((name) => peer(name)) });
  const servers = hosts.map((name) => observedServer(name, { streams: [leaderless] }));
  const placement = {
    askedAt: NOW,
    assigned: hosts.map((name) => `ID-${name}`),
    unassigned: [],
    words: new Map(Object.entries(words)),
  };
  const diagnosis = diagnosed(servers, { names: ok(["ORDERS"]), placements: new Map([["ORDERS", ok(placement)]]) });
  expect(assetsOf(diagnosis)[0]).toMatchObject({ state: "unavailable", reason: want });
  expect(findingsOf(diagnosis, servers).map((finding) => finding.title)).toContain(title);
});
