import type { FleetMember } from "#components/fleet/use-fleet.ts";
import { whatText } from "#components/fleet/words.ts";
import { Sign } from "#components/ui/shape.tsx";
import { visible } from "#lib/model/visible.ts";

const SHOWN = 2;

/** What is critical in the systems whose turn it is not. */
export function OtherAlarms({ members }: { members: FleetMember[] }) {
  const critical = members.filter(({ status }) => status === "critical");
  if (critical.length === 0) return null;
  return (
    <ul data-testid="other-alarms" className="wall-others wall-band">
      {critical.slice(0, SHOWN).map((member) => (
        <li key={member.name} className="wall-other">
          <Sign shape="cross" tone="critical" />
          <strong>Critical in {visible(member.name)}:</strong> {visible(whatText(member))}
        </li>
      ))}
      {critical.length > SHOWN && <li className="wall-other">and in {critical.length - SHOWN} more</li>}
    </ul>
  );
}
