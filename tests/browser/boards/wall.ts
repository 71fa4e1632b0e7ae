import type { Asset } from "../../../lib/model/asset.ts";
import type { Reason } from "../../../lib/model/reason.ts";
import { about, board, finding, minutes, NOW, server, stream } from "./build.ts";

const rows = (name: string, count: number) => Array.from({ length: count }, (_, index) => stream(`${name}-${index}`));
const cause = (title: string, name: string, severity: "critical" | "warning", ago: number, count: number) => {
  const assets = rows(name, count).map((it) => ({ ...it, since: NOW - minutes(ago) }));
  const found = finding({
    code: "JS_STREAM_OFFLINE",
    title,
    severity,
    detail: "Why it is so.",
    since: NOW - minutes(ago),
    subjects: about(assets),
  });
  return { assets, found };
};
/** Assets of each cause. */
export const EACH = 40;
const older = cause("Older alarm", "OLD", "critical", 50, EACH);
const newer = cause("Newer alarm", "NEW", "critical", 20, EACH);
const warned = cause("A warning", "WARN", "warning", 5, EACH);
const causes = [warned, older, newer];

/** Three causes that take several pages of a wall. */
export const several = board({
  servers: [server("n1", { metaLeader: true }), server("n2"), server("n3", { version: "2.12.15", apiLevel: 3 })],
  assets: causes.flatMap(({ assets }) => assets),
  findings: causes.map(({ found }) => found),
});

/** What the screen has not seen before. */
export const fresh = finding({ code: "JS_META_NO_LEADER", title: "No meta leader in C1", since: NOW });

const LONG =
  'Its configuration has the field "sourcing", which its server does not know: it came with nats-server 2.14.0. n1 and n2 could run it.';
const worded = [
  stream("PAYMENTS_RETRY_EU_CENTRAL_1_SHADOW"),
  stream("TELEMETRY", {
    reason: {
      kind: "unsupported-consumer",
      raw: null,
      text: 'Its server cannot run the consumer "fanout" and stopped the whole stream to protect it.',
      inferred: false,
    },
  }),
  stream("TELEMETRY", { consumer: "fanout", reason: { kind: "config-field", raw: null, text: LONG, inferred: false } }),
];

/** Names and reasons that take more than a line. */
export const wordy = board({
  servers: [server("n1", { metaLeader: true }), server("n2"), server("n3", { version: "2.12.15", apiLevel: 3 })],
  assets: worded,
  findings: [
    finding({
      code: "JS_STREAM_OFFLINE",
      title: "2 streams and 1 consumer offline: n3 at API level 3, needs 4",
      detail: "n3 went from 2.15.1 to 2.12.15 and cannot run what was made for level 4. Nobody has looked at it yet.",
      subjects: about(worded),
    }),
  ],
});

/** Servers named like hosts of a large company. */
export const hosts = {
  ...wordy,
  servers: Object.fromEntries(
    Object.entries(wordy.servers).map(([id, it]) => [
      id,
      { ...it, name: `nats-${it.name}-eu-central-1-production.internal.example.com` },
    ]),
  ),
};

const unknownField = (field: string): Reason => ({
  kind: "config-field",
  raw: null,
  text: `Its configuration has the field "${field}", which its server does not know: it came with nats-server 2.14.0. n1 and n2 could run it.`,
  inferred: false,
});
const notKnownOn = (field: string): Reason => ({
  kind: "config-field",
  raw: null,
  text: `Its configuration has ${field}, which nats-server 2.12.15 on n3 does not know. n1 and n2 could run it.`,
  inferred: true,
});
const ofStream = (name: string): Reason => ({
  kind: "stream-offline",
  raw: null,
  text: `Its stream ${name} is offline: ${unknownField("allow_batched").text}`,
  inferred: true,
});
const stopped: Reason = {
  kind: "unsupported-consumer",
  raw: null,
  text: 'Its server cannot run the consumer "replicator" and stopped the whole stream to protect it.',
  inferred: false,
};
const batched = [
  stream("ORDERS_EXPRESS", { reason: unknownField("allow_batched") }),
  stream("ORDERS_EXPRESS", { consumer: "courier", reason: ofStream("ORDERS_EXPRESS") }),
  stream("TELEMETRY_BULK", { reason: unknownField("allow_batched") }),
  stream("PAYMENT_BATCHES", { account: "BILLING", reason: unknownField("allow_batched") }),
];
const sourced = [
  stream("DELIVERIES", { reason: stopped }),
  stream("DELIVERIES", { consumer: "dispatch", reason: ofStream("DELIVERIES") }),
  stream("DELIVERIES", { consumer: "replicator", reason: unknownField("sourcing") }),
];
const degraded = ["AUDIT", "SHIPMENT_EVENTS"].map((name) => [
  stream(name, { state: "degraded", reason: notKnownOn("allow_batched") }),
  stream(name, { consumer: "notifier", state: "degraded", reason: notKnownOn("allow_batched") }),
]);
const offline = (title: string, of: Asset[], detail: string) =>
  finding({ code: "JS_STREAM_OFFLINE", title, detail, subjects: about(of) });

/** One server is rolled back, as in the bundled recording: three critical causes, and as many warnings. */
export const rolledBack = board({
  servers: [server("n1", { metaLeader: true }), server("n2"), server("n3", { version: "2.12.15", apiLevel: 3 })],
  assets: [...batched, ...sourced, ...degraded.flat()],
  findings: [
    offline(
      '3 streams and 1 consumer offline: n3 does not know the field "allow_batched"',
      batched,
      unknownField("allow_batched").text,
    ),
    offline(
      '1 stream and 2 consumers offline: n3 does not know the field "sourcing"',
      sourced,
      unknownField("sourcing").text,
    ),
    finding({
      code: "JS_FEATURE_FLAG_DIVERGENT",
      title: "Feature flag js_raft_delete_range is on, but n3 does not know it",
      detail: "Switched on at n1 and n2. A peer without the flag can panic on, or refuse, what the others write.",
    }),
    ...degraded.map((of, index) =>
      finding({
        code: "JS_ASSET_DEGRADED",
        severity: "warning",
        title: `1 stream and 1 consumer degraded: n3 does not know the field "allow_batched${index}"`,
        detail: `${notKnownOn("allow_batched").text} Concluded by Plimsoll; the servers gave no reason.`,
        subjects: about(of),
      }),
    ),
    finding({ code: "JS_VIEW_PARTIAL", severity: "warning", title: "1 of 3 accounts not observed" }),
    finding({ code: "JS_LEVEL_SKEW", severity: "info", title: "2 servers on level 5 and 1 server on level 3" }),
  ],
});
