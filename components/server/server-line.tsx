import { Link } from "#components/ui/link.tsx";
import { Sign } from "#components/ui/shape.tsx";
import { durationText } from "#components/ui/time.ts";
import type { Server } from "#lib/model/board.ts";
import { serverHref } from "./href.ts";

/** A server at its load line: name, version, whether it leads, health, and when it last answered where that is not now. */
export function ServerLine({ server, context, now }: { server: Server; context: string; now: number | null }) {
  const isSilent = server.state === "silent";
  return (
    <div
      data-testid="server"
      data-state={server.state}
      className="flex flex-wrap items-baseline gap-x-4 border-b border-line py-2 pl-2 last:border-b-0"
    >
      <Link href={serverHref(context, server.id)} className="name text-large font-semibold" dir="auto">
        {server.name}
      </Link>
      <span className="text-soft">{server.version}</span>
      {server.metaLeader && <span>meta leader</span>}
      {!server.jetstream && <span className="text-soft">no JetStream</span>}
      {server.jetstream && !server.levelReported && <span className="text-soft">level not reported</span>}
      <span className="ml-auto text-right">
        {isSilent ? (
          <span className="inline-flex items-center gap-2 font-semibold text-critical">
            <Sign shape="triangle" tone="critical" />
            silent{server.lastSeenAt !== null && now !== null && ` for ${durationText(now - server.lastSeenAt)}`}
          </span>
        ) : (
          <Health server={server} />
        )}
      </span>
      {server.health.state === "unhealthy" && server.health.text !== null && (
        <span className="raw w-full font-mono text-small text-soft">{server.health.text}</span>
      )}
    </div>
  );
}

function Health({ server }: { server: Server }) {
  if (server.health.state === "unhealthy") {
    return (
      <span className="inline-flex items-center gap-2 font-semibold text-warning">
        <Sign shape="half" tone="warning" />
        unhealthy
      </span>
    );
  }
  if (server.health.state === "unknown") return <span className="text-soft">health not known</span>;
  return <span className="text-soft">healthy</span>;
}
