import type { Server } from "#lib/model/board.ts";

/** "5", "0 (not reported)", "no JetStream". */
export function levelFact({ jetstream, apiLevel, levelReported }: Server): string {
  if (!jetstream) return "no JetStream";
  if (apiLevel === null) return "not known";
  return levelReported ? String(apiLevel) : `${apiLevel} (not reported)`;
}
