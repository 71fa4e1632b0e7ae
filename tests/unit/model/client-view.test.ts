import { expect, test } from "vitest";
import type { Server } from "#lib/model/board.ts";
import { clientViews, leafViews } from "#lib/model/client-view.ts";

function server(name: string, level: number | null, change: Partial<Server> = {}): Server {
  return {
    id: name,
    name,
    cluster: "C1",
    domain: null,
    version: level === 1 ? "2.11.17" : "2.15.2",
    apiLevel: level,
    levelReported: true,
    jetstream: level !== null,
    metaLeader: false,
    state: "answering",
    lastSeenAt: null,
    health: { state: "ok", text: null },
    startedAt: null,
    tags: [],
    ...change,
  };
}

const leader = { metaLeader: true };
const alone = { cluster: null };
const edge = { domain: "edge", cluster: "leaf1" };

test.each<[name: string, servers: Server[], views: object[]]>([
  ["nobody runs JetStream", [server("n1", null)], []],
  [
    "the meta leader decides",
    [server("n1", 5), server("n2", 3, leader)],
    [{ answeredBy: "n2", granted: 3, isChecked: true, lowest: 3, highest: 5 }],
  ],
  ["before 2.12 the header is not read", [server("n1", 1, leader)], [{ granted: 1, isChecked: false }]],
  [
    "without a meta leader nothing is granted",
    [server("n1", 5), server("n2", 5)],
    [{ answeredBy: null, granted: null, lowest: 5, highest: 5 }],
  ],
  ["a server alone answers for itself", [server("n1", 4, alone)], [{ answeredBy: "n1", granted: 4 }]],
  ["a silent one answers nothing", [server("n1", 4, { ...alone, state: "silent" })], [{ granted: null, lowest: null }]],
  [
    "one that is silent beside it is no reason to doubt who answers",
    [server("n0", 4, { ...alone, state: "silent" }), server("n1", 4, alone)],
    [{ answeredBy: "n1", granted: 4 }],
  ],
  [
    "one view a domain",
    [server("leaf1", 2, edge), server("n1", 5, leader)],
    [
      { domain: null, granted: 5 },
      { domain: "edge", granted: 2 },
    ],
  ],
])("%s", (_name, servers, views) => {
  expect(clientViews(servers)).toEqual(views.map((view) => expect.objectContaining(view)));
});

test.each<[name: string, servers: Server[], reaches: (string | null)[]]>([
  [
    "a leaf leads to the only domain",
    [server("leaf1", null, { cluster: "leaf1" }), server("n1", 5, { ...leader, domain: "hub" })],
    ["hub"],
  ],
  [
    "in a cluster with JetStream it is that one's",
    [server("n1", 5, leader), server("n2", null), server("leaf1", 4, edge)],
    [null],
  ],
  [
    "of several domains the reports do not tell",
    [server("leaf9", null, { cluster: "x" }), server("n1", 5, leader), server("leaf1", 4, edge)],
    [null, "edge"],
  ],
])("%s", (_name, servers, reaches) => {
  expect(leafViews(servers).map((view) => view.reaches.map(({ domain }) => domain))).toEqual([reaches]);
});
