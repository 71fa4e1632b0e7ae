import type { FleetMember } from "#components/fleet/use-fleet.ts";
import { sinceOf, viewText, whatText } from "#components/fleet/words.ts";
import type { Shape, Tone } from "#components/ui/shape.tsx";
import type { Status } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { headRow, type WallGroup } from "./rows.ts";

const SIGNS = {
  critical: { shape: "cross", tone: "critical", word: "Critical" },
  unknown: { shape: "question", tone: "quiet", word: "Not known" },
  warning: { shape: "triangle", tone: "warning", word: "Warning" },
  ok: { shape: "ring", tone: "quiet", word: "Well" },
} as const satisfies Record<Status, { shape: Shape; tone: Tone; word: string }>;

/** Every system as a row. `now`: Plimsoll's clock, ms since the epoch. */
export function fleetRows(members: FleetMember[], now: number | null): WallGroup[] {
  return members.map((member) => ({
    key: member.name,
    head: {
      ...headRow(member.name, visible(`${member.name}: ${whatText(member)}`)),
      sign: SIGNS[member.status],
      text: viewText(member, now),
      since: sinceOf(member),
    },
    why: null,
    remedy: null,
    rows: [],
    unlisted: 0,
    isCritical: member.status === "critical",
  }));
}
