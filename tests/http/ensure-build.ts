import { fileURLToPath } from "node:url";
import { ensureBuild } from "#lib/command/build.ts";

/** Builds the board once before the tests that start it. */
export async function setup(): Promise<void> {
  const code = await ensureBuild(fileURLToPath(new URL("../..", import.meta.url)));
  if (code !== 0) throw new Error("the board does not build");
}
