import { accountsText, serversText } from "#components/coverage/words.ts";
import type { FleetMember } from "#components/fleet/use-fleet.ts";
import type { Shape, Tone } from "#components/ui/shape.tsx";
import { clockText } from "#components/ui/time.ts";
import { visible } from "#components/ui/visible.ts";
import type { Status } from "#lib/model/board.ts";
import type { WallGroup } from "./rows.ts";

const SIGNS = {
  critical: { shape: "cross", tone: "critical", word: "Critical" },
  unknown: { shape: "question", tone: "quiet", word: "Not known" },
  warning: { shape: "triangle", tone: "warning", word: "Warning" },
  ok: { shape: "ring", tone: "quiet", word: "Well" },
} as const satisfies Record<Status, { shape: Shape; tone: Tone; word: string }>;
const ORDER = ["critical", "unknown", "warning", "ok"] satisfies Status[];

/** Every system as a row, worst first. */
export function fleetRows(members: FleetMember[]): WallGroup[] {
  return members
    .toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status))
    .map((member) => ({
      key: member.name,
      head: {
        key: member.name,
        kind: "head",
        sign: SIGNS[member.status],
        title: visible(`${member.name}: ${whatText(member)}`),
        text: viewText(member),
        since: null,
      },
      rows: [],
      unlisted: 0,
      isCritical: member.status === "critical",
    }));
}

/** What is worst there, in a sentence. */
export function whatText({ answer, isError }: FleetMember): string {
  if (!answer) return isError ? "it cannot be read now" : "waiting for a first answer";
  const worst = answer.findings.find(({ severity }) => severity !== "info")?.title ?? "nothing is wrong";
  return isError ? `it cannot be read now; last known: ${worst}` : worst;
}

function viewText({ answer }: FleetMember): string {
  if (!answer) return "";
  const at =
    answer.observedAt === null ? "not observed yet" : `observed at ${clockText(Date.parse(answer.observedAt))}`;
  return `${at}, ${serversText(answer.coverage)}, ${accountsText(answer.coverage)}`;
}
