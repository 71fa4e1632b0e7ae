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
