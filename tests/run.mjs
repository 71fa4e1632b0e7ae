// `npm test`: runs on any Node that Next supports, up to the point where the pinned one is there.
import { fileURLToPath } from "node:url";
import { pinnedNode } from "../lib/command/packages.mjs";
import { run } from "../lib/command/run.mjs";
import { ensurePackages } from "../lib/command/setup.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

process.exitCode = (await ensurePackages(root)) || (await run(pinnedNode(root), ["tests/run-all.ts"], { cwd: root }));
