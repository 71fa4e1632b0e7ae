import type { Board } from "../../../lib/model/board.ts";
import { about, board, finding, minutes, NOW, server, stream, tooLow } from "./build.ts";

const three = [server("n1", { metaLeader: true }), server("n2"), server("n3")];

export const healthy = board({ servers: three });

export const empty = board({ servers: three, online: { stream: 0, consumer: 0 } });

const skew = finding({
  code: "JS_LEVEL_SKEW",
  severity: "info",
  title: "2 servers on level 5 and 1 server on level 3",
  detail: "The servers run different API levels, as they do during a rollout.",
  remedy: "Finish the rollout. Until then, assets that need the higher level cannot run on the older servers.",
  since: NOW - minutes(3),
});

export const rollout = board({
  servers: [
    server("n1", { metaLeader: true }),
    server("n2", { startedAt: NOW - minutes(3) }),
    server("n3", { version: "2.12.15", apiLevel: 3 }),
    server("edge1", {
      cluster: null,
      domain: "edge",
      version: "2.10.27",
      apiLevel: 0,
      levelReported: false,
      metaLeader: true,
    }),
    server("gw1", { cluster: "gateway", jetstream: false, apiLevel: null, version: "2.15.1" }),
  ],
  findings: [skew],
});

const UNKNOWN_FIELD =
  'Its configuration has the field "sourcing", which its server does not know: it came with nats-server 2.14.0. n1 and n2 could run it.';
const WENT_BACK = "n3 went from 2.15.1 to 2.12.15.";
const UPGRADE = "Upgrade n3 to nats-server 2.14.0 or newer. Data on disk is safe and comes back with it.";
const CURE = "It needs nats-server 2.14.0 or newer. n1 and n2 could run it.";
const told = tooLow(4, 3, "n3");
const needs4 = { ...told, text: `${told.text} ${CURE}`, release: "2.14.0" };

const low = [
  stream("ORDERS", { reason: needs4 }),
  stream("PAYMENTS_RETRY", { reason: needs4, since: NOW - minutes(11) }),
  stream("ORDERS", {
    consumer: "billing",
    requiredLevel: null,
    reason: {
      kind: "stream-offline",
      raw: told.raw,
      text: `Its stream ORDERS is offline: ${told.text}`,
      inferred: false,
      servers: ["n3"],
    },
  }),
];
const unknown = [
  stream("TELEMETRY", {
    requiredLevel: 0,
    reason: {
      kind: "unsupported-consumer",
      raw: 'stopped - unsupported consumer "fanout"',
      text: 'Its server cannot run the consumer "fanout" and stopped the whole stream to protect it.',
      inferred: false,
      consumer: "fanout",
      servers: ["n3"],
    },
  }),
  stream("TELEMETRY", {
    consumer: "fanout",
    requiredLevel: 0,
    reason: {
      kind: "config-field",
      raw: 'unsupported - config error: unknown field "sourcing"',
      text: UNKNOWN_FIELD,
      inferred: false,
      field: "sourcing",
      release: "2.14.0",
      servers: ["n3"],
    },
  }),
];
const concluded = { ...needs4, raw: null, text: `It needs API level 4; n3 runs level 3. ${CURE}`, inferred: true };
const slow = stream("AUDIT", {
  account: "SEC",
  state: "degraded",
  leader: "n1",
  replicas: [
    { server: "n1", serverId: "NN1XK3J5Q2", state: "leader", reason: null },
    { server: "n2", serverId: "NN2XK3J5Q2", state: "current", reason: null },
    { server: "n3", serverId: "NN3XK3J5Q2", state: "offline", reason: concluded },
  ],
  reason: concluded,
});

const incidentServers = [
  server("n1", { metaLeader: true }),
  server("n2"),
  server("n3", { version: "2.12.15", apiLevel: 3, startedAt: NOW - minutes(12) }),
];

/** One of three was rolled back. In the words of the rules of findings. */
export const incident = board({
  servers: incidentServers,
  assets: [...low, ...unknown, slow],
  online: { stream: 11, consumer: 20 },
  findings: [
    finding({
      code: "JS_STREAM_OFFLINE",
      title: "2 streams and 1 consumer offline: n3 at API level 3, needs 4",
      detail: `${needs4.text} ${WENT_BACK}`,
      remedy: UPGRADE,
      subjects: about(low),
    }),
    finding({
      code: "JS_STREAM_OFFLINE",
      title: '1 stream and 1 consumer offline: n3 does not know the field "sourcing"',
      detail: `${UNKNOWN_FIELD} ${WENT_BACK}`,
      remedy: UPGRADE,
      subjects: about(unknown),
    }),
    finding({
      code: "JS_REPLICA_UNSUPPORTED",
      severity: "warning",
      title: "1 stream degraded: n3 at API level 3, needs 4",
      detail: `${concluded.text} Concluded by Plimsoll; the servers gave no reason. ${WENT_BACK}`,
      remedy: UPGRADE,
      subjects: about([slow]),
    }),
    { ...skew, since: NOW - minutes(12) },
  ],
});

const NO_ACCESS = "no access to its JetStream API is configured: npm run access prints the lines that grant it";
const NO_ANSWER = "no answer to mon.LEGACY.STREAM.NAMES within 5000 ms";
const SILENT = "It belongs to the system, but no longer answers requests on the system account.";
const START =
  "Start it, or look at its host and network. If it was removed for good, remove it from the meta group too.";

export const partial = board({
  servers: [
    server("n1", { metaLeader: true }),
    server("n2"),
    server("n3", { state: "silent", lastSeenAt: NOW - minutes(4), health: { state: "unknown", text: null } }),
  ],
  head: {
    status: "warning",
    coverage: {
      servers: { expected: 3, answered: 2 },
      accounts: { total: 4, observed: 2 },
      unobserved: [
        { account: "BILLING", domain: null, why: NO_ACCESS },
        { account: "LEGACY", domain: null, why: NO_ANSWER },
      ],
    },
  },
  findings: [
    finding({
      code: "JS_SERVER_SILENT",
      severity: "warning",
      title: "n3 does not answer",
      detail: SILENT,
      remedy: START,
      commands: ["nats server list", "nats server report jetstream"],
      subjects: [{ kind: "server", id: "NN3XK3J5Q2", label: "n3" }],
      since: NOW - minutes(4),
    }),
    finding({
      code: "JS_VIEW_PARTIAL",
      severity: "warning",
      title: "2 of 4 accounts not observed",
      detail: `BILLING: ${NO_ACCESS}; LEGACY: ${NO_ANSWER}`,
      remedy:
        "Give Plimsoll read access to the JetStream API of these accounts, or put right what is said of each. Until then their offline assets cannot be seen.",
      since: NOW - minutes(90),
    }),
  ],
});

const none = { servers: { expected: 0, answered: 0 }, accounts: { total: 0, observed: 0 }, unobserved: [] };
const link = healthy.head.connection;

export const connecting = board({
  servers: [],
  online: { stream: 0, consumer: 0 },
  head: { status: "unknown", coverage: none, connection: { ...link, state: "connecting", server: null } },
});

export const denied = board({
  servers: [],
  online: { stream: 0, consumer: 0 },
  head: {
    status: "unknown",
    coverage: none,
    connection: {
      ...link,
      problem: {
        fault: "denied",
        message: "The user may not publish to $SYS.REQ.SERVER.PING.VARZ.",
        remedy: "Use a user of the system account that may publish to $SYS.REQ.SERVER.PING.VARZ, JSZ and HEALTHZ.",
      },
    },
  },
});

export const silent = board({
  servers: [],
  online: { stream: 0, consumer: 0 },
  head: {
    status: "unknown",
    coverage: none,
    connection: {
      ...link,
      state: "disconnected",
      server: null,
      problem: {
        fault: "closed",
        message: "Connection refused at n1.example:443.",
        remedy: "Look whether a server listens there and its websocket block is on.",
      },
    },
  },
});

const refusal = {
  fault: "closed",
  message: "wss://n1.example:443 refuses the connection: nothing listens there.",
  remedy: "Check host and port.",
} as const;

/** Nothing has ever listened there, and the finding says so in the same words. */
export const refused = board({
  servers: [],
  online: { stream: 0, consumer: 0 },
  findings: [
    finding({
      code: "JS_VIEW_STALE",
      title: "No connection to wss://n1.example:443",
      detail: refusal.message,
      remedy: refusal.remedy,
    }),
  ],
  head: {
    status: "unknown",
    coverage: none,
    connection: { ...link, state: "connecting", server: null, problem: refusal },
  },
});

export const noJetStream = board({
  servers: three.map((it) => ({ ...it, jetstream: false, apiLevel: null, metaLeader: false })),
  online: { stream: 0, consumer: 0 },
  head: { coverage: { servers: { expected: 3, answered: 3 }, accounts: { total: 0, observed: 0 }, unobserved: [] } },
});

export const recording: Board = {
  ...incident,
  head: {
    ...incident.head,
    source: { kind: "recording", title: "A rollback from 2.15 to 2.12", recordedAt: Date.UTC(2026, 9, 3, 9, 15) },
  },
};

export const IMG = "<img src=x onerror=alert(1)>";
const RTL = "طلبات\u202eevil";
const hostile = [
  stream(IMG, { reason: { ...tooLow(4, 3, "n3"), raw: "<script>alert(1)</script>" } }),
  stream(RTL, { account: "__proto__", replicas: [{ server: RTL, serverId: null, state: "offline", reason: null }] }),
];
export const untrusted = board({
  servers: [
    ...incidentServers,
    server(RTL, { cluster: RTL, domain: RTL }),
    server("n9", { cluster: RTL, domain: RTL }),
  ],
  assets: hostile,
  findings: [finding({ code: "JS_STREAM_OFFLINE", title: `2 streams offline: ${IMG}`, subjects: about(hostile) })],
});

const crowd = Array.from({ length: 200 }, (_, index) => stream(`S-${String(index).padStart(4, "0")}`));
const thousand = board({
  servers: incidentServers,
  assets: crowd,
  findings: [
    {
      ...finding({
        code: "JS_STREAM_OFFLINE",
        title: "1,000 streams offline: n3 at API level 3, needs 4",
        // As many as the server names.
        subjects: about(crowd.slice(0, 50)),
      }),
      subjectCount: 1_000,
    },
  ],
});
thousand.head.counts.assets.stream.offline = 1_000;
thousand.head.counts.requiredLevels = { "4": 1_000 };
thousand.head.troubled = 1_000;
export const crowded = thousand;

const hundreds = Array.from({ length: 300 }, (_, index) => {
  const name = `nats-${String(index + 1).padStart(3, "0")}`;
  const cluster = `C${1 + Math.floor(index / 60)}`;
  if (index === 100) return server(name, { cluster, state: "silent", lastSeenAt: NOW - minutes(4) });
  if (index === 130) return server(name, { cluster, health: { state: "unhealthy", text: "JetStream is not current" } });
  return server(name, {
    cluster,
    metaLeader: index === 0,
    ...(index % 60 === 7 && { version: "2.12.15", apiLevel: 3 }),
  });
});

/** More servers than names fit; some lag behind, one is silent and one not well. */
export const vast = board({
  servers: hundreds,
  head: { status: "warning" },
  findings: [
    finding({
      code: "JS_SERVER_SILENT",
      severity: "warning",
      title: "nats-101 does not answer",
      detail: SILENT,
      remedy: START,
      since: NOW - minutes(4),
    }),
    finding({
      code: "JS_SERVER_UNHEALTHY",
      severity: "warning",
      title: "nats-131 says it is not healthy",
      detail: "JetStream is not current",
      remedy: "Read the server's log. After a restart this passes by itself once it has caught up.",
      since: NOW - minutes(6),
    }),
  ],
});

/** As many, in a hundred clusters of three. */
export const scattered = {
  ...vast,
  servers: board({ servers: hundreds.map((it, index) => ({ ...it, cluster: `us-east-${Math.floor(index / 3)}` })) })
    .servers,
};

/** The same, with nothing wrong. */
export const vastCalm = board({ servers: hundreds.map(({ name, cluster }) => server(name, { cluster })) });
