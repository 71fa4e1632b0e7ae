import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";

/**
 * The Node that the project runs on: the npm package `node`, whatever the machine has.
 * @param {string} root
 * @returns {string}
 */
export function pinnedNode(root) {
  return join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

/**
 * Whether node_modules holds what package-lock.json asks for.
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const present = packagesOf(join(root, "node_modules", ".package-lock.json"));
  if (wanted === null || present === null || !existsSync(pinnedNode(root))) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    return path === "" || optional || present[path]?.version === version;
  });
}

/**
 * Installs what package-lock.json asks for, with what building needs whatever NODE_ENV says. Gives npm's exit code.
 * @param {string} root
 * @returns {Promise<number>}
 */
export async function install(root) {
  const args = ["ci", "--include=dev", "--no-fund", "--no-audit", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const isScript = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const [command, ...first] = isScript ? [process.execPath, npm] : ["npm"];
  const code = await run(command, [...first, ...args], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (code === 0 && !existsSync(pinnedNode(root))) {
    console.error("The package `node` is there without its program: npm was told to run no install scripts.");
    console.error("Allow them (npm config delete ignore-scripts), delete node_modules and start again.");
    return 1;
  }
  return code;
}

/**
 * @param {string} path
 * @returns {{ [path: string]: { version?: string; optional?: boolean } } | null}
 */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? null;
  } catch {
    return null;
  }
}
