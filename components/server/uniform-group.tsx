import { Link } from "#components/ui/link.tsx";
import { Sign } from "#components/ui/shape.tsx";
import { countOf } from "#components/ui/words.ts";
import { groupName, type ServerGroup } from "./groups.ts";
import { serverHref } from "./href.ts";

const SHOWN = 60;

/** Servers that are all the same: one figure for the level, and who they are. */
export function UniformGroup({ group, context }: { group: ServerGroup; context: string }) {
  const [first] = group.servers;
  if (!first) return null;
  const rest = group.servers.length - SHOWN;
  return (
    <div data-testid="uniform-group" className="flex items-start gap-x-5">
      <span className="min-w-[2ch] text-numeral font-light" aria-hidden="true">
        {first.jetstream ? (first.apiLevel ?? "?") : "–"}
      </span>
      <div className="min-w-0">
        <h3 className="name font-semibold">{groupName(group)}</h3>
        <p>
          {countOf(group.servers.length, "server")}, version {first.version},{" "}
          {first.jetstream ? `level ${first.apiLevel ?? "not known"}` : "no JetStream"}
          {first.jetstream && !first.levelReported && " (not reported)"}, all answer
        </p>
        <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
          {group.servers.slice(0, SHOWN).map((server) => (
            <li key={server.id} data-testid="server" data-state={server.state} className="flex items-baseline gap-2">
              <Link href={serverHref(context, server.id)} className="name font-semibold" dir="auto">
                {server.name}
              </Link>
              {server.metaLeader && (
                <span className="inline-flex items-center gap-1 text-soft">
                  <Sign shape="ring" tone="quiet" className="size-[0.8em]" />
                  meta leader
                </span>
              )}
            </li>
          ))}
          {rest > 0 && <li className="text-soft">and {rest} more</li>}
        </ul>
      </div>
    </div>
  );
}
