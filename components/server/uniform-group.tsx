import { Link } from "#components/ui/link.tsx";
import { Sign } from "#components/ui/shape.tsx";
import { visible } from "#lib/model/visible.ts";
import { countOf } from "#lib/model/words.ts";
import { groupName, type ServerGroup } from "./groups.ts";
import { useServerHref } from "./use-server-href.ts";

interface UniformGroupProps {
  group: ServerGroup;
  /** Nothing else wants the room. */
  isLarge: boolean;
}

/** Servers that are all the same: one figure for the level, and who they are. */
export function UniformGroup({ group, isLarge }: UniformGroupProps) {
  const hrefOf = useServerHref();
  const [first] = group.servers;
  if (!first) return null;
  return (
    <div data-testid="uniform-group" className="flex items-start gap-x-5">
      <span className={`min-w-[2ch] font-light ${isLarge ? "text-poster" : "text-numeral"}`} aria-hidden="true">
        {first.jetstream ? (first.apiLevel ?? "?") : "–"}
      </span>
      <div className={`min-w-0 ${isLarge ? "text-large" : ""}`}>
        <h3 className="name font-semibold">{groupName(group)}</h3>
        <p>
          {countOf(group.servers.length, "server")}, version {first.version},{" "}
          {first.jetstream ? `level ${first.apiLevel ?? "not known"}` : "no JetStream"}
          {first.jetstream && !first.levelReported && " (not reported)"},{" "}
          {group.servers.length === 1 ? "answers" : "all answer"}
        </p>
        <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
          {group.servers.map((server) => (
            <li key={server.id} data-testid="server" data-state={server.state} className="flex items-baseline gap-2">
              <Link href={hrefOf(server)} className="name font-semibold" dir="auto">
                {visible(server.name)}
              </Link>
              {server.metaLeader && (
                <span className="inline-flex items-baseline gap-1 text-soft">
                  <Sign shape="ring" tone="quiet" className="size-[0.8em]" />
                  meta leader
                </span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
