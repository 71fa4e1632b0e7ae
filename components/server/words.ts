import type { Server } from "#lib/model/board.ts";

/** "5", "0 (not reported)", "no JetStream". */
export function levelFact({ jetstream, apiLevel, levelReported }: Server): string {
  if (!jetstream) return "no JetStream";
  if (apiLevel === null) return "not known";
  return levelReported ? String(apiLevel) : `${apiLevel} (not reported)`;
}

/** "healthy"; what it says where it is not well; why it is not known, where that is known. */
export function healthFact({ health: { state, text } }: Server): string {
  return text ?? (state === "ok" ? "healthy" : state === "unknown" ? "not known" : "unhealthy");
}

/** "level 5, version 2.15.1, meta leader"; "level not known" of one that never answered. */
export function runsText({ jetstream, apiLevel, version, metaLeader }: Server): string {
  const level = jetstream ? `level ${apiLevel ?? "not known"}` : "no JetStream";
  return [level, version && `version ${version}`, metaLeader && "meta leader"].filter(Boolean).join(", ");
}
