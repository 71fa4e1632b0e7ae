import { expect, test } from "vitest";
import { byUrgency, type Finding } from "#lib/model/finding.ts";

const AT = Date.UTC(2026, 0, 5, 13, 50);

function finding(key: string, changes: Partial<Finding>): Finding {
  const empty = { title: "", detail: "", remedy: "", commands: [], subjects: [], subjectCount: 0 };
  return { key, code: "JS_VIEW_PARTIAL", severity: "critical", since: AT, ...empty, ...changes };
}
const stream = { kind: "stream", id: "s", label: "ORDERS" } as const;
const server = { kind: "server", id: "n3", label: "n3" } as const;

test("worst first, then newest; within a minute what is down before what only threatens, and more before less", () => {
  const findings = [
    finding("warning, new", { severity: "warning", since: AT + 3_600_000, subjects: [stream] }),
    finding("a flag, a moment later", { since: AT + 5_000, subjects: [server] }),
    finding("down", { subjects: [stream], subjectCount: 1 }),
    finding("down too, a moment later", { since: AT + 1_000, subjects: [stream], subjectCount: 1 }),
    finding("more is down", { subjects: [stream], subjectCount: 12 }),
    finding("a flag, two minutes later", { since: AT + 120_000, subjects: [server] }),
  ];
  expect(findings.toSorted(byUrgency).map(({ key }) => key)).toEqual([
    "a flag, two minutes later",
    "more is down",
    "down",
    "down too, a moment later",
    "a flag, a moment later",
    "warning, new",
  ]);
});
