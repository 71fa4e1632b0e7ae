import { healthy } from "./boards.ts";
import { minutes, NOW } from "./build.ts";

const iso = (at: number) => new Date(at).toISOString();
const snapshot = (status: string, findings: object[], age = 2_000) => ({
  observedAt: iso(NOW - age),
  now: iso(NOW),
  status,
  coverage: healthy.head.coverage,
  findings,
});

/** Answers about four systems, one of them critical. */
export const fleet = {
  "/api/v1/contexts": { contexts: [{ name: "prod" }, { name: "staging" }, { name: "edge" }, { name: "lab" }] },
  "/prod/snapshot": snapshot("ok", []),
  "/staging/snapshot": snapshot("critical", [
    {
      key: "k",
      severity: "critical",
      title: "3 streams offline: n3 at API level 3, needs 4",
      since: iso(NOW - minutes(12)),
    },
  ]),
  "/edge/snapshot": snapshot("warning", [
    { key: "w", severity: "warning", title: "e2 does not answer", since: iso(NOW - minutes(200)) },
  ]),
  "/lab/snapshot": snapshot("unknown", [], minutes(9)),
};

/** Answers about three systems, all of them well. */
export const wellFleet = {
  "/api/v1/contexts": { contexts: [{ name: "prod" }, { name: "staging" }, { name: "edge" }] },
  "/snapshot": snapshot("ok", []),
};
