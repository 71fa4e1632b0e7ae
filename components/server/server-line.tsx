import { Link } from "#components/ui/link.tsx";
import type { Server } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { ServerState } from "./server-state.tsx";
import { useServerHref } from "./use-server-href.ts";

/** A server at its load line: name, version, whether it leads, health, and for how long it is silent. */
export function ServerLine({ server, now }: { server: Server; now: number | null }) {
  const hrefOf = useServerHref();
  return (
    <div data-testid="server" data-state={server.state} className="flex flex-wrap items-baseline gap-x-4 py-1.5">
      <Link href={hrefOf(server)} className="name text-large font-semibold" dir="auto">
        {visible(server.name)}
      </Link>
      <span className="text-soft">{server.version}</span>
      {server.metaLeader && <span>meta leader</span>}
      {!server.jetstream && <span className="text-soft">no JetStream</span>}
      {server.jetstream && !server.levelReported && <span className="text-soft">level not reported</span>}
      <span className="ml-auto">
        <ServerState server={server} now={now} />
      </span>
      {server.health.state === "unhealthy" && server.health.text !== null && (
        <span className="raw w-full font-mono text-small text-soft">{server.health.text}</span>
      )}
    </div>
  );
}
