import { expect, test } from "vitest";
import type { Board } from "#lib/model/board.ts";
import type { ContextConfig } from "#lib/model/context.ts";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster, hubWithLeaf, standalone, supercluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { type LabWatch, targetOf, userAccess, watchLab } from "./watch-lab.ts";

const { v2_12, v2_15 } = versions;

/** The board as soon as it shows what is wanted. */
async function boardWith(watch: LabWatch, what: string, isWanted: (board: Board) => boolean): Promise<Board> {
  const current = () => watch.store.current().board;
  await until(() => watch.store.current().observedAt !== null && isWanted(current()), { what }).catch((error) => {
    throw new Error(`${error}\n${JSON.stringify([current().head, stateOf(watch)], null, 1)}`, { cause: error });
  });
  return current();
}

/** Assets as "domain:account/stream state (reason)", sorted. */
function stateOf(watch: LabWatch): string[] {
  const lines = [...watch.assets()].map(([name, { state, reason }]) =>
    [name, state, ...(reason ? [reason.kind] : [])].join(" "),
  );
  return lines.sort();
}

const shows = (watch: LabWatch, lines: string[]) => () => String(stateOf(watch)) === String(lines);
const isObserved = ({ head }: Board) =>
  head.coverage.accounts.total > 0 && head.coverage.accounts.observed === head.coverage.accounts.total;

/** Connects to some of the servers only. */
function connectedTo(system: LabSystem, name: string): Partial<ContextConfig> {
  const urls = [system.server(name).websocketUrl];
  const at = <T extends { urls: string[] }>(target: T): T => ({ ...target, urls });
  const accounts = [userAccess(system, "APP", users.app), userAccess(system, "BILLING", users.billing)];
  return {
    target: at(targetOf(system, users.sys)),
    accounts: accounts.map((access) => (access.kind === "user" ? { ...access, target: at(access.target) } : access)),
  };
}

async function makeLeafOffline(system: LabSystem): Promise<void> {
  await using app = await system.openClient(users.app, "n1");
  await createStream(app, "ORDERS");
  await createStream(app, "ORDERS", { domain: "leaf", feature: "fastBatch", config: { subjects: ["leaf.orders"] } });
  await createStream(app, "LOCAL", { domain: "leaf", config: { subjects: ["leaf.local"] } });
  await system.server("leaf1").restart({ version: v2_12 });
  await system.ready();
}

const leafOffline = ["hub:APP/ORDERS online", "leaf:APP/LOCAL online", "leaf:APP/ORDERS offline config-field"];

test("a leaf's own domain: streams of one name are two, and the leaf's offline one is shown, from the hub and from the leaf", async () => {
  await using system = await hubWithLeaf({ hub: [v2_15], leaf: v2_15 });
  await makeLeafOffline(system);
  for (const place of ["n1", "leaf1"]) {
    await using watch = await watchLab(system, connectedTo(system, place));
    const board = await boardWith(watch, `the leaf's offline stream from ${place}`, shows(watch, leafOffline));
    expect(isObserved(board)).toBe(true);
    expect(board.head.coverage.accounts.total).toBe(4);
    expect(
      Object.values(board.servers)
        .map(({ name, domain }) => `${domain}:${name}`)
        .sort(),
    ).toEqual(["hub:n1", "leaf:leaf1"]);
  }
});

test("a hub without a domain is observed from the hub only; from the leaf the board says why not", async () => {
  const settings = (name: string) => (name === "n1" ? { jetstream: {} } : {});
  await using system = await hubWithLeaf({ hub: [v2_15], leaf: v2_15, settings });
  await using app = await system.openClient(users.app, "n1");
  await createStream(app, "ON_HUB");
  await createStream(app, "ON_LEAF", { domain: "leaf" });
  await using fromHub = await watchLab(system, connectedTo(system, "n1"));
  await boardWith(fromHub, "both from the hub", shows(fromHub, ["APP/ON_HUB online", "leaf:APP/ON_LEAF online"]));
  await boardWith(fromHub, "all accounts observed", isObserved);
  await using fromLeaf = await watchLab(system, connectedTo(system, "leaf1"));
  const isHalf = ({ head }: Board) => head.coverage.accounts.observed === 2 && head.coverage.accounts.total === 4;
  const { head } = await boardWith(fromLeaf, "only the leaf's accounts observed", isHalf);
  expect(head.coverage.unobserved).toContainEqual({
    account: "APP",
    domain: null,
    why: expect.stringContaining("connect to one of its own servers"),
  });
  expect(fromLeaf.assets().get("leaf:APP/ON_LEAF")).toMatchObject({ state: "online" });
});

test("a hub and a leaf of one domain, each with a JetStream of its own: their accounts do not count as observed", async () => {
  await using system = await hubWithLeaf({ hub: [v2_15], leaf: v2_15, settings: () => ({ jetstream: {} }) });
  await using watch = await watchLab(system, connectedTo(system, "n1"));
  // Before they are asked, that is why.
  const isWhy = ({ why }: { why: string }) =>
    why.startsWith("leaf1 and n1 have JetStreams of their own under one domain");
  const isSaid = ({ head }: Board) => head.coverage.unobserved.filter(isWhy).length === 2;
  const { head } = await boardWith(watch, "both accounts not observed", isSaid);
  expect(head.coverage).toMatchObject({ servers: { answered: 2 }, accounts: { total: 2, observed: 0 } });
  await watch.awaitFindings(["JS_VIEW_PARTIAL"]);
});

test("what a leaf has for itself beside a cluster of its domain is not observed, and stays so", async () => {
  const settings = () => ({ jetstream: {} });
  await using system = await hubWithLeaf({ hub: [v2_15, v2_15, v2_15], leaf: v2_15, settings });
  await using hub = await system.openClient(users.app, "n1");
  await createStream(hub, "ON_HUB");
  await using leaf = await system.openClient(users.app, "leaf1");
  await createStream(leaf, "ON_LEAF");
  // The hub may answer first, which has no such stream.
  await until(() => createConsumer(leaf, "ON_LEAF", "reader"), { what: "the leaf to have the consumer" });
  const lines = [
    "APP/ON_HUB online",
    "APP/ON_LEAF unobserved not-observed",
    "APP/ON_LEAF/reader unobserved not-observed",
  ];
  for (const change of [connectedTo(system, "n1"), { ...connectedTo(system, "n1"), accounts: [] }]) {
    await using watch = await watchLab(system, change);
    await boardWith(watch, "what is observed", shows(watch, lines));
    const polls = watch.polls() + 12;
    await until(() => watch.polls() >= polls, { what: "so many more polls" });
    for (const name of ["APP/ON_LEAF", "APP/ON_LEAF/reader"]) expect(watch.states(name)).toEqual(["unobserved"]);
    await watch.awaitFindings(["JS_VIEW_PARTIAL"]);
  }
});

test("a leaf without JetStream is a server without a level; through it the hub's domain is observed", async () => {
  await using system = await hubWithLeaf({ hub: [v2_15], leaf: v2_15, leafJetstream: false });
  await using app = await system.openClient(users.app, "n1");
  await createStream(app, "ORDERS");
  for (const place of ["n1", "leaf1"]) {
    await using watch = await watchLab(system, connectedTo(system, place));
    await boardWith(watch, `the hub's stream from ${place}`, shows(watch, ["hub:APP/ORDERS online"]));
    const { servers, findings } = await boardWith(watch, `all accounts observed from ${place}`, isObserved);
    const leaf = Object.values(servers).find(({ name }) => name === "leaf1");
    expect(leaf).toMatchObject({ jetstream: false, apiLevel: null, state: "answering" });
    expect(Object.values(findings).map(({ code }) => code)).toEqual([]);
  }
});

test("through a server without JetStream in a cluster with a domain the cluster's streams are observed", async () => {
  const settings = (name: string) => ({ jetstream: name === "n3" ? (false as const) : { domain: "hub" } });
  await using system = await cluster([v2_15, v2_12, v2_15], { settings });
  await using app = await system.openClient(users.app, "n1");
  await createStream(app, "ORDERS");
  await using watch = await watchLab(system, connectedTo(system, "n3"));
  await boardWith(watch, "the stream", shows(watch, ["hub:APP/ORDERS online"]));
  const { servers, head } = await boardWith(watch, "all accounts observed", isObserved);
  expect(head.counts.levels).toEqual({ "5": 1, "3": 1, none: 1 });
  expect(Object.values(servers).find(({ name }) => name === "n3")).toMatchObject({ jetstream: false, apiLevel: null });
});

test("a supercluster's servers stand in their clusters; a stream rolled back in one is offline, the other's is not", async () => {
  await using system = await supercluster({ east: [v2_15, v2_15], west: [v2_15] });
  await using app = await system.openClient(users.app, "east1");
  await createStream(app, "IN_EAST", { feature: "fastBatch", on: "east2" });
  await createStream(app, "IN_WEST", { feature: "fastBatch", on: "west1" });
  await system.server("west1").restart({ version: v2_12 });
  await system.ready();
  await using watch = await watchLab(system);
  const lines = ["APP/IN_EAST online", "APP/IN_WEST offline config-field"];
  const { servers } = await boardWith(watch, "the picture of both clusters", shows(watch, lines));
  expect(
    Object.values(servers)
      .map(({ cluster: name, ...server }) => `${name}:${server.name}`)
      .sort(),
  ).toEqual(["east:east1", "east:east2", "west:west1"]);
});

test("a server without a name is the same server after an upgrade, though name and id are others", async () => {
  const settings = () => ({ extra: { server_name: undefined } });
  await using system = await standalone(v2_12, { settings, awaitReady: false });
  await using app = await system.openClient(users.app);
  await createStream(app, "ORDERS");
  await using watch = await watchLab(system);
  await boardWith(watch, "the stream", shows(watch, ["APP/ORDERS online"]));
  await system.server("n1").restart({ version: v2_15 });
  const isUpgraded = ({ servers }: Board) => Object.values(servers).some(({ version }) => version === v2_15);
  const { servers } = await boardWith(watch, "the upgraded server", isUpgraded);
  expect(Object.values(servers)).toMatchObject([{ name: Object.keys(servers)[0], state: "answering" }]);
  const told = watch.store.timeline().map(({ text }) => text);
  expect(told).toContainEqual(expect.stringMatching(new RegExp(`went from ${v2_12} to ${v2_15}$`)));
});

test("a user who is not of the system account is a problem of the connection, with a remedy", async () => {
  await using system = await standalone(v2_15);
  await using watch = await watchLab(system, { target: targetOf(system, users.app), accounts: [] });
  const problem = await until(() => watch.store.current().board.head.connection.problem, { what: "the problem" });
  expect(problem).toMatchObject({
    fault: "no-responders",
    remedy: expect.stringContaining("system_account"),
  });
  expect(watch.store.current().board.head.status).not.toBe("ok");
});
