import { Sign } from "#components/ui/shape.tsx";
import { durationText } from "#components/ui/time.ts";
import type { Server } from "#lib/model/board.ts";

/** Whether it answers and how it is: shape, word and colour where it is not well. */
export function ServerState({ server, now }: { server: Server; now: number | null }) {
  if (server.state === "silent") {
    return (
      <span className="inline-flex items-center gap-2 font-semibold whitespace-nowrap text-warning">
        <Sign shape="triangle" tone="warning" />
        silent{server.lastSeenAt !== null && now !== null && ` for ${durationText(now - server.lastSeenAt)}`}
      </span>
    );
  }
  if (server.health.state === "unhealthy") {
    return (
      <span className="inline-flex items-center gap-2 font-semibold whitespace-nowrap text-warning">
        <Sign shape="half" tone="warning" />
        unhealthy
      </span>
    );
  }
  return <span className="text-soft">{server.health.state === "ok" ? "healthy" : "health not known"}</span>;
}
