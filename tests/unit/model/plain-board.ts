import type { Board } from "#lib/model/board.ts";
import { boardOf } from "#lib/model/board-of.ts";
import { NO_CASES } from "#lib/model/cases.ts";
import type { ObservedServer } from "#lib/model/observation.ts";
import { topologyOf } from "#lib/model/topology.ts";
import { NOW, observation } from "./observed.ts";

/** A board of nothing but findings, by key and title, and servers. */
export function findingBoard(
  url: string,
  findings: [key: string, title: string][],
  servers: ObservedServer[] = [],
): Board {
  const seen = observation(servers, []);
  const made = findings.map(([key, title]) => [
    key,
    {
      key,
      code: "JS_VIEW_PARTIAL" as const,
      severity: "warning" as const,
      title,
      detail: "",
      remedy: "",
      commands: [],
      since: NOW,
      subjects: [],
      subjectCount: 0,
    },
  ]);
  const board = boardOf({
    context: "test",
    source: { kind: "live" },
    startedAt: NOW,
    pollInterval: 2000,
    observation: { ...seen, connection: { ...seen.connection, url } },
    topology: topologyOf(seen),
    cases: NO_CASES,
    findings: new Map(),
  });
  return { ...board, findings: Object.fromEntries(made) };
}
