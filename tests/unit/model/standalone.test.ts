import { expect, test } from "vitest";
import type { Asset } from "#lib/model/asset.ts";
import { casesIn } from "#lib/model/cases.ts";
import { type Diagnosis, diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import type { Finding } from "#lib/model/finding.ts";
import { find } from "#lib/model/findings.ts";
import type { ObservedAccount, ObservedServer } from "#lib/model/observation.ts";
import type { StreamReport } from "#lib/model/report.ts";
import { NOW, observation, observedAccount, observedServer, ok, type ServerFacts, streamReport } from "./observed.ts";

const full = "write /data/jetstream/APP/streams/ORDERS/msgs/4.blk: no space left on device";
const unrecovered = "JetStream stream 'APP > ORDERS' could not be recovered";

function standing(name: string): StreamReport {
  const consumer = { name: "reader", config: {}, requiredLevel: 0, placement: null, createdAt: null };
  return { ...streamReport(name, { consumers: [consumer] }), placement: null };
}

/** A process of the standalone server n1; each start brings another id, and details of its own. */
function n1(start: number, facts: ServerFacts): ObservedServer {
  const { identity, detail, ...server } = observedServer("n1", { isClustered: false, ...facts });
  const firstSeenAt = NOW + (start - 1) * 30_000;
  return {
    ...server,
    identity: { ...identity, id: `ID-${start}` },
    firstSeenAt,
    detail: detail && { ...detail, at: firstSeenAt },
  };
}

const listing = (...names: string[]) => observedAccount({ names: ok(names), list: ok({ streams: [], offline: {} }) });

/** Diagnoses one observation after the other, long apart. */
function diagnosed(...seen: [ObservedServer, ObservedAccount][]): Diagnosis {
  return seen.reduce<Diagnosis>(
    (last, [server, account], index) => diagnose(observation([server], [account], NOW + index * 60_000), last),
    NO_DIAGNOSIS,
  );
}

const statesOf = ({ cases }: Diagnosis): string[] =>
  assetsOf(cases)
    .map(({ stream, consumer, state }) => `${[stream, consumer].filter(Boolean).join("/")} ${state}`)
    .sort();

function assetsOf(cases: Diagnosis["cases"]): Asset[] {
  return [...cases.accounts.values()].flatMap(casesIn).map(({ asset }) => asset);
}

function findingsOf({ cases, topology }: Diagnosis, server: ObservedServer, account: ObservedAccount): Finding[] {
  const seen = observation([server], [account], NOW + 600_000);
  return [...find({ observation: seen, topology, cases, blockers: {}, failure: null, standing: new Map() }).values()];
}

const ran: [ObservedServer, ObservedAccount] = [
  n1(1, { streams: [standing("ORDERS"), standing("OTHER")] }),
  listing("ORDERS", "OTHER"),
];

test("a stream that its server could not recover is unavailable in its words, not forgotten", () => {
  const server = n1(2, { streams: [standing("OTHER")], health: unrecovered });
  const later = diagnosed(ran, [server, listing("OTHER")], [server, listing("OTHER")]);
  expect(statesOf(later)).toEqual([
    "ORDERS unavailable",
    "ORDERS/reader unavailable",
    "OTHER online",
    "OTHER/reader online",
  ]);
  expect(assetsOf(later.cases)[0]).toMatchObject({
    reason: { kind: "stopped", raw: unrecovered, inferred: false },
    replicas: [{ server: "n1", state: "missing" }],
  });
  const findings = findingsOf(later, server, listing("OTHER"));
  expect(findings.find(({ code }) => code === "JS_ASSET_UNAVAILABLE")).toMatchObject({
    severity: "critical",
    title: "1 stream and 1 consumer unavailable: not recovered on n1",
    remedy: expect.stringContaining("Started again it fails again"),
  });
  expect(findings.find(({ code }) => code === "JS_SERVER_UNHEALTHY")?.remedy).not.toContain("passes by itself");
});

test("it is so too where nobody saw it run, or nobody may ask for the account's streams", () => {
  const server = n1(2, { streams: [standing("OTHER")], health: unrecovered });
  expect(statesOf(diagnosed([server, listing("OTHER")]))).toContain("ORDERS unavailable");
  const blind = observedAccount({ access: null });
  expect(statesOf(diagnosed([ran[0], blind], [server, blind]))).toContain("ORDERS unavailable");
});

test("in operator mode HEALTHZ names the account by its id", () => {
  const server = n1(2, { streams: [standing("OTHER")], health: unrecovered.replace("APP", "AB12") });
  const { detail } = server;
  if (!detail?.ok) throw new Error("no details");
  const named = { ...server, detail: ok({ ...detail.value, accountIds: new Map([["APP", "AB12"]]) }) };
  expect(statesOf(diagnosed(ran, [named, listing("OTHER")]))).toContain("ORDERS unavailable");
  expect(statesOf(diagnosed(ran, [server, listing("OTHER")]))).not.toContain("ORDERS unavailable");
});

test("it is what it was once the server has it again, or names it no more", () => {
  const lost: typeof ran = [n1(2, { streams: [standing("OTHER")], health: unrecovered }), listing("OTHER")];
  const back = n1(3, { streams: [standing("ORDERS"), standing("OTHER")] });
  expect(statesOf(diagnosed(ran, lost, [back, ran[1]]))).toContain("ORDERS online");
  const removed = n1(3, { streams: [standing("OTHER")] });
  expect(statesOf(diagnosed(ran, lost, [removed, listing("OTHER")]))).toEqual(["OTHER online", "OTHER/reader online"]);
});

test("a stream that is gone from a server which names only the first that it lost may be another", () => {
  const server = n1(2, { health: unrecovered });
  const later = diagnosed(ran, [server, listing()], [server, listing()]);
  expect(statesOf(later)).toContain("OTHER unobserved");
});

test("a stream that the running process had, and has no more, was deleted, whatever else it lost", () => {
  const server = n1(2, { streams: [standing("OTHER")], health: unrecovered });
  const list = ok({ streams: [], offline: {} }, server.firstSeenAt);
  const lost: typeof ran = [server, { ...listing("OTHER"), list }];
  const deleted = n1(2, { health: unrecovered });
  expect(statesOf(diagnosed(ran, lost, [deleted, listing()]))).toEqual([
    "ORDERS unavailable",
    "ORDERS/reader unavailable",
  ]);
});

test("until a server that has just started has told its health, what it does not list is not forgotten", () => {
  const started = { ...n1(2, { streams: [standing("OTHER")] }), health: null, lastHealth: null };
  const told = n1(2, { streams: [standing("OTHER")], health: unrecovered });
  const steps: [ObservedServer, ObservedAccount][] = [ran, [started, listing("OTHER")]];
  const waiting = diagnosed(...steps);
  expect(statesOf(waiting)).toContain("ORDERS settling");
  expect(statesOf(diagnosed(...steps, [told, listing("OTHER")]))).toContain("ORDERS unavailable");
  const well = n1(2, { streams: [standing("OTHER")] });
  expect(statesOf(diagnosed(...steps, [well, listing("OTHER")]))).toEqual(["OTHER online", "OTHER/reader online"]);
});

test("a list that comes from the next process before that is seen does not make a stream forgotten", () => {
  const early = { ...listing("OTHER"), names: ok(["OTHER"], NOW + 1_000) };
  const silent = n1(1, { isAnswering: false });
  const told = n1(2, { streams: [standing("OTHER")], health: unrecovered });
  const steps: [ObservedServer, ObservedAccount][] = [ran, [ran[0], early], [silent, early]];
  const waiting = statesOf(diagnosed(...steps.slice(0, 2)));
  expect(waiting.filter((state) => state.startsWith("ORDERS"))).toEqual(["ORDERS settling", "ORDERS/reader settling"]);
  expect(statesOf(diagnosed(...steps, [told, early]))).toContain("ORDERS unavailable");
  const alive = { ...ran[0], lastSeenAt: NOW + 2_000 };
  expect(statesOf(diagnosed(...steps.slice(0, 2), [alive, early]))).not.toContain("ORDERS settling");
});

test("a HEALTHZ that is not answered once does not make the server recover it", () => {
  const server = n1(2, { streams: [standing("OTHER")], health: unrecovered });
  const mute = { ...server, health: { ok: false as const, fault: "timeout" as const, message: "no answer", at: NOW } };
  expect(statesOf(diagnosed(ran, [server, listing("OTHER")], [mute, listing("OTHER")]))).toContain(
    "ORDERS unavailable",
  );
});

test("a stream that its server failed to write is degraded and critical; its consumers still run", () => {
  const words = `JetStream stream 'APP > ORDERS' write error: ${full}`;
  const streams = [standing("ORDERS"), standing("OTHER")];
  const server = n1(1, { streams, health: words });
  const account = observedAccount({ names: ok(["ORDERS", "OTHER"]), list: ok({ streams, offline: {} }) });
  const later = diagnosed([n1(1, { streams }), account], [server, account]);
  expect(statesOf(later)).toEqual(["ORDERS degraded", "ORDERS/reader online", "OTHER online", "OTHER/reader online"]);
  expect(assetsOf(later.cases)[0]?.reason).toMatchObject({ kind: "stopped", raw: words, inferred: false });
  const findings = findingsOf(later, server, account);
  expect(findings.find(({ code }) => code === "JS_ASSET_DEGRADED")).toMatchObject({
    severity: "critical",
    title: "1 stream degraded: write error on n1",
    remedy: expect.stringContaining("Mend that, then restart the server"),
  });
  const mended = n1(2, { streams });
  expect(statesOf(diagnosed([server, account], [mended, account]))).toContain("ORDERS online");
});

test("nobody needs access to the account to see that", () => {
  const words = `JetStream stream 'APP > ORDERS' write error: ${full}`;
  const server = n1(1, { streams: [standing("ORDERS")], health: words });
  expect(statesOf(diagnosed([server, observedAccount({ access: null })]))).toContain("ORDERS degraded");
});
