// `npm run access`: runs on any Node that Next supports, up to the point where the pinned one is there.
import { fileURLToPath } from "node:url";
import { pinnedNode } from "./packages.mjs";
import { run } from "./run.mjs";
import { ensurePackages } from "./setup.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

process.exitCode =
  (await ensurePackages(root)) ||
  (await run(pinnedNode(root), ["lib/command/access.ts", ...process.argv.slice(2)], { cwd: root }));
