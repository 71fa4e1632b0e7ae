import { FINDING_CODES, type FindingCode } from "./finding.ts";
import { FINDING_DOCS, type FindingDoc } from "./finding-docs.ts";

/** All finding pages as one Markdown document. */
export function findingsMarkdown(): string {
  const index = FINDING_CODES.map((code) => `| [${code}](#${code.toLowerCase()}) | ${FINDING_DOCS[code].title} |`);
  return [
    "# Findings",
    "",
    "<!-- Written by lib/command/write-finding-docs.ts from lib/model/finding-docs.ts. -->",
    "",
    "Each finding has a code that never changes: alerts and mutes can rely on it. The same pages are in the app, at",
    "`/docs/findings/<CODE>`. All commands only read.",
    "",
    "| code | what |",
    "|---|---|",
    ...index,
    "",
    ...FINDING_CODES.map(sectionOf),
  ].join("\n");
}

function sectionOf(code: FindingCode): string {
  const doc: FindingDoc = FINDING_DOCS[code];
  const severity = doc.severity.map(({ level, when }) => (when === null ? level : `${level} ${when}`)).join("; ");
  const steps = doc.whatToDo.flatMap(({ step, commands }, index) => [
    `${index + 1}. ${step}`,
    ...(commands.length > 0 ? ["", "   ```sh", ...commands.map((command) => `   ${command}`), "   ```"] : []),
    "",
  ]);
  return [
    `## ${code}`,
    "",
    `**${doc.title}.** Severity: ${severity}.`,
    "",
    doc.means,
    "",
    `**How Plimsoll knows.** ${doc.howKnown}`,
    "",
    "**What to do.**",
    "",
    ...steps,
    `**What it cannot know.** ${doc.cannotKnow}`,
    "",
  ].join("\n");
}
