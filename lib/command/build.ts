import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run.mjs";
import { exclusively } from "./setup.mjs";
import { sourceHash } from "./source-hash.mjs";

/** Builds the pages where the sources are not those of the last build. Gives an exit code. */
export async function ensureBuild(root: string): Promise<number> {
  if (isBuilt(root)) return 0;
  return exclusively(root, async () => {
    if (isBuilt(root)) return 0;
    console.log("Building …");
    return build(root);
  });
}

function stampOf(root: string): string {
  return join(root, ".next", "plimsoll-sources");
}

function isBuilt(root: string): boolean {
  try {
    return readFileSync(stampOf(root), "utf8") === sourceHash(root);
  } catch {
    return false;
  }
}

async function build(root: string): Promise<number> {
  const hash = sourceHash(root);
  const log = join(tmpdir(), `plimsoll-build-${process.pid}.log`);
  const output = openSync(log, "w+");
  rmSync(stampOf(root), { force: true });
  try {
    const code = await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      cwd: root,
      stdio: ["ignore", output, output],
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    if (code === 0) writeFileSync(stampOf(root), hash);
    else console.error(readFileSync(log, "utf8"));
    return code;
  } finally {
    closeSync(output);
    rmSync(log, { force: true });
  }
}
