import type { Board, Counts, Server } from "#lib/model/board.ts";
import type { Finding } from "#lib/model/finding.ts";
import type { Published } from "#lib/model/store.ts";

const none = { offline: 0, unavailable: 0, degraded: 0, settling: 0, unobserved: 0, online: 0 };

const counts: Counts = {
  assets: { stream: { ...none, offline: 1, online: 4 }, consumer: { ...none, online: 2 } },
  reasons: { "api-level": 1 },
  requiredLevels: { "4": 1 },
  levels: { "5": 1, "?": 1 },
  versions: { "2.15.1": 1, "2.12.15": 1 },
};

const n1: Server = {
  id: "NA",
  name: "n1",
  cluster: "C1",
  domain: null,
  version: "2.15.1",
  apiLevel: 5,
  levelReported: true,
  jetstream: true,
  metaLeader: true,
  state: "answering",
  lastSeenAt: null,
  health: { state: "ok", text: null },
  startedAt: 1_000,
  tags: [],
};

const n2: Server = {
  ...n1,
  id: "NB",
  name: 'n2 "b"\\\n',
  apiLevel: null,
  metaLeader: false,
  state: "silent",
  lastSeenAt: 2_000,
  health: { state: "unknown", text: null },
};

export function finding(changes: Partial<Finding>): Finding {
  return {
    key: "k",
    code: "JS_STREAM_OFFLINE",
    severity: "critical",
    title: "1 stream offline: n2 runs level 3",
    detail: "",
    remedy: "",
    commands: [],
    since: 1_500,
    subjects: [],
    subjectCount: 1,
    ...changes,
  };
}

/** A board of two servers, one of them silent, with an offline stream. */
export function published(head: Partial<Board["head"]> = {}, findings: Finding[] = [finding({})]): Published {
  return {
    revision: 7,
    observedAt: 1_700_000_000_500,
    board: {
      head: {
        context: "prod",
        source: { kind: "live" },
        status: "critical",
        startedAt: 1_000,
        pollInterval: 2_000,
        connection: { state: "connected", url: "ws://n1", server: "n1", problem: null, since: 1_000 },
        coverage: {
          servers: { expected: 2, answered: 1 },
          accounts: { total: 2, observed: 1 },
          unobserved: [{ account: "B", domain: null, why: "no access" }],
        },
        counts,
        troubled: 1,
        ...head,
      },
      servers: { NB: n2, NA: n1 },
      findings: Object.fromEntries(findings.map((each) => [each.key, each])),
      assets: {},
    },
  };
}
