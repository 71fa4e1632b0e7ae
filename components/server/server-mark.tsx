import { levelColors } from "#components/history/series.ts";
import { Sign } from "#components/ui/shape.tsx";
import type { Server } from "#lib/model/board.ts";
import { compareNames, countOf, listOf } from "#lib/model/words.ts";
import { runsText } from "./words.ts";

const SQUARE = "M.5.5h15v15H.5Z";
/** At a load line of its own. */
const PARTED = "M.5.5h15v6H.5ZM.5 9.5h15v6H.5Z";

/** A server as a mark: well it is a square as light as its level, else the sign of its state. */
export function ServerMark({ server, className }: { server: Server; className: string }) {
  if (server.state === "silent") return <Sign shape="triangle" tone="warning" className={className} />;
  if (server.health.state === "unhealthy") return <Sign shape="half" tone="warning" className={className} />;
  const { fill, edge } = levelColors(levelKey(server));
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={`${className} shrink-0`}>
      <path d={server.metaLeader ? PARTED : SQUARE} fill={fill} stroke={edge ?? "none"} />
    </svg>
  );
}

function levelKey({ jetstream, apiLevel }: Server): string {
  if (!jetstream) return "none";
  return apiLevel === null ? "?" : String(apiLevel);
}

/** "level 5, version 2.15.1, meta leader, healthy". */
export function serverText(server: Server): string {
  const { state, health } = server;
  const well = health.state === "ok" ? "healthy" : health.state === "unknown" ? "health not known" : "unhealthy";
  return `${runsText(server)}, ${state === "silent" ? "silent" : well}`;
}

/** "all on level 5"; "58 on level 5, 1 on level 3 and 1 silent", highest first. */
export function levelsText(servers: Server[]): string {
  const answering = servers.filter(({ state }) => state === "answering");
  const ordered = answering.toSorted((a, b) => (b.apiLevel ?? -1) - (a.apiLevel ?? -1));
  const counts = Map.groupBy(ordered, ({ jetstream, apiLevel }) => {
    if (!jetstream) return "without JetStream";
    return apiLevel === null ? "of a level that is not known" : `on level ${apiLevel}`;
  });
  const silent = servers.length - answering.length;
  const words = [...counts].map(([what, { length }]) => `${length === servers.length ? "all" : length} ${what}`);
  return listOf(silent > 0 ? [...words, `${silent} silent`] : words);
}

/** Stays where it is while levels change. */
export function byName(servers: Server[]): Server[] {
  return servers.toSorted((a, b) => compareNames(a.name, b.name));
}

/** Those that are silent, then those that say that they are not well. */
export function troubled(servers: Server[]): Server[] {
  const silent = servers.filter(({ state }) => state === "silent");
  return [...silent, ...servers.filter(({ state, health }) => state !== "silent" && health.state === "unhealthy")];
}

/** All of it in a sentence, for who does not see the marks. */
export function mapText(servers: Server[]): string {
  const bad = troubled(servers).length;
  return `${countOf(servers.length, "server")}: ${levelsText(servers)}${bad > 0 ? `; ${bad} not well` : ""}`;
}
