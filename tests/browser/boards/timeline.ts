import { assetId } from "../../../lib/model/asset.ts";
import type { TimelineEvent } from "../../../lib/model/board.ts";
import { minutes, NOW } from "./build.ts";

type Part = [
  at: number,
  kind: TimelineEvent["kind"],
  subject: string,
  severity: TimelineEvent["severity"],
  text: string,
];

const orders = assetId({ domain: null, account: "APP", stream: "ORDERS", consumer: null });
const offline = "2 streams and 1 consumer offline: n3 at API level 3, needs 4";

/** What happened to the board of the incident, newest first, as the API tells it. */
const parts: Part[] = [
  [minutes(11), "finding", "JS_STREAM_OFFLINE", "critical", offline],
  [minutes(12), "asset", orders, "critical", "APP › ORDERS is offline: It needs API level 4; its server runs level 3."],
  [minutes(12), "level", "n3", "info", "n3 went from API level 5 to 3"],
  [minutes(12), "version", "n3", "info", "n3 went from 2.15.1 to 2.12.15"],
  [minutes(12), "server", "n3", "ok", "n3 answers again"],
  [minutes(14), "server", "n3", "warning", "n3 does not answer"],
  [minutes(54), "leader", "n1", "info", "n1 became meta leader"],
  [minutes(55), "restart", "n2", "info", "n2 restarted"],
  [minutes(60 * 15), "view", "Plimsoll", "ok", "Connected to n1"],
];

export const incidentTimeline = {
  revision: 1,
  events: parts.map(([ago, kind, subject, severity, text]) => ({
    at: new Date(NOW - ago).toISOString(),
    kind,
    subject,
    severity,
    text,
  })),
};
