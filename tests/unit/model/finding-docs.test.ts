import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FINDING_CODES } from "#lib/model/finding.ts";
import { FINDING_DOCS, type FindingDoc } from "#lib/model/finding-docs.ts";
import { findingsMarkdown } from "#lib/model/finding-docs-text.ts";

test("docs/findings.md is current: else run node lib/command/write-finding-docs.ts", () => {
  const path = join(import.meta.dirname, "..", "..", "..", "docs", "findings.md");
  expect(readFileSync(path, "utf8")).toBe(findingsMarkdown());
});

/** Commands of the NATS CLI that only read. */
const readOnly =
  /^nats (server (list|report (jetstream|health|accounts)|request (jetstream|jetstream-health|variables)|check connection)|(stream|consumer) (info|ls)|rtt)\b/;

describe.each(FINDING_CODES)("the page of %s", (code) => {
  const doc: FindingDoc = FINDING_DOCS[code];

  test("names commands that only read", () => {
    const commands = doc.whatToDo.flatMap((step) => step.commands);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).toMatch(readOnly);
  });

  test("says when, where it has several severities", () => {
    expect(doc.severity.length).toBeGreaterThan(0);
    for (const { when } of doc.severity) expect(when === null).toBe(doc.severity.length === 1);
  });
});
