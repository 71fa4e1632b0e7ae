// `npm start`: runs on any Node that Next supports, up to the point where the pinned one is there.
import { fileURLToPath } from "node:url";
import { HEAP_ENVIRONMENT, HEAP_OPTIONS } from "./heap.mjs";
import { pinnedNode } from "./packages.mjs";
import { run } from "./run.mjs";
import { ensurePackages } from "./setup.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The channel tells the server of this process's end, however that comes. */
const stdio = /** @type {const} */ (["inherit", "inherit", "inherit", "ipc"]);

process.exitCode =
  (await ensurePackages(root)) ||
  (await run(pinnedNode(root), [...HEAP_OPTIONS, "lib/command/serve.ts", ...process.argv.slice(2)], {
    cwd: root,
    env: { ...HEAP_ENVIRONMENT, ...process.env },
    stdio,
  }));
