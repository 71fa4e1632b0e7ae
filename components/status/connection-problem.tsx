import { Notice } from "#components/ui/notice.tsx";
import type { Shape } from "#components/ui/shape.tsx";
import type { Board, Connection } from "#lib/model/board.ts";
import type { Fault } from "#lib/model/probe.ts";
import { visible } from "#lib/model/visible.ts";

const FAULTS = {
  timeout: { title: "No answer in time", shape: "dots" },
  "no-responders": { title: "Nobody listens there", shape: "question" },
  denied: { title: "Not permitted", shape: "cross" },
  malformed: { title: "An answer cannot be read", shape: "half" },
  closed: { title: "No connection to NATS", shape: "triangle" },
  unavailable: { title: "JetStream cannot answer now", shape: "triangle" },
} as const satisfies Record<Fault, { title: string; shape: Shape }>;

type Problem = NonNullable<Connection["problem"]>;

/** What is wrong with the link to the servers, unless a finding already says so; null where nothing is wrong. */
export function untoldProblem({ head, findings }: Board): Problem | null {
  const { problem } = head.connection;
  return Object.values(findings).some(({ detail }) => detail === problem?.message) ? null : problem;
}

/** What is wrong with the link to the servers, and what helps. */
export function ConnectionProblem({ problem }: { problem: Problem }) {
  const { title, shape } = FAULTS[problem.fault];
  return (
    <Notice shape={shape} tone="warning" title={`${title}: ${visible(problem.message)}`} testId="problem">
      <p className="name text-ink" dir="auto">
        {problem.remedy}
      </p>
    </Notice>
  );
}
