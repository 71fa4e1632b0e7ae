import { STATUS_SIGNS } from "#components/fleet/status.ts";
import type { FleetMember } from "#components/fleet/use-fleet.ts";
import { sinceOf, viewText, whatText } from "#components/fleet/words.ts";
import { visible } from "#lib/model/visible.ts";
import { headRow, type WallGroup } from "./rows.ts";

/** Every system as a row. `now`: Plimsoll's clock, ms since the epoch. */
export function fleetRows(members: FleetMember[], now: number | null): WallGroup[] {
  return members.map((member) => ({
    key: member.name,
    head: {
      ...headRow(member.name, visible(`${member.name}: ${whatText(member)}`)),
      sign: STATUS_SIGNS[member.status],
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
