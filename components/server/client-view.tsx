import type { Server } from "#lib/model/board.ts";
import { type ClientView, clientViews, type LeafView, leafViews } from "#lib/model/client-view.ts";
import { visible } from "#lib/model/visible.ts";
import { listOf } from "#lib/model/words.ts";

/** What clients may rely on: a line a domain, and one for each server that only leads to one. */
export function ClientViews({ servers }: { servers: Server[] }) {
  const views = clientViews(servers);
  if (views.length === 0) return null;
  return (
    <div data-testid="client-view">
      <h3 className="label mb-1">Clients may require</h3>
      <ul className="space-y-1">
        {views.map((view) => (
          <li key={view.domain ?? ""} data-domain={view.domain ?? ""} data-granted={view.granted ?? "none"}>
            <Granted view={view} />{" "}
            <span className="text-soft">
              {visible(`${view.domain === null ? "" : `domain ${view.domain}, `}${answerText(view)}${hostsText(view)}`)}
            </span>
          </li>
        ))}
        {leafViews(servers).map((leaf) => (
          <li key={leaf.server.id} className="name text-soft">
            {visible(leafText(leaf))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Granted({ view: { granted, isChecked } }: { view: ClientView }) {
  if (granted === null) return <span className="font-semibold">no level now</span>;
  return <span className="font-semibold">{isChecked ? `up to level ${granted}` : `level ${granted}, unchecked`}</span>;
}

function answerText({ answeredBy, isChecked }: ClientView): string {
  if (answeredBy === null) return "nobody answers the JetStream API";
  return isChecked
    ? `granted by ${answeredBy}`
    : `${answeredBy} is older than 2.12 and does not read the required level of a request`;
}

/** What follows who grants it. */
function hostsText({ lowest, highest }: ClientView): string {
  if (lowest === null) return "";
  return lowest === highest ? `; all hosts run level ${lowest}` : `; hosts run levels ${lowest} to ${highest}`;
}

/** "leaf1 has no JetStream: its clients reach domain hub (by $JS.hub.API), up to level 5". */
function leafText({ server, reaches }: LeafView): string {
  const [only, another] = reaches;
  if (!only) return `${server.name} has no JetStream, and no server that has is known`;
  const names = listOf(
    reaches.map(({ domain }) => (domain === null ? "the default domain" : `domain ${domain} (by $JS.${domain}.API)`)),
  );
  const level = another || only.granted === null ? "" : `, up to level ${only.granted}`;
  return `${server.name} has no JetStream: its clients reach ${another ? "one of " : ""}${names}${level}`;
}
