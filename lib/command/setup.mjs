import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { install, isInstalled } from "./packages.mjs";

/**
 * One set-up at a time in a working copy: two starts at once would install and build into each other.
 * @template T
 * @param {string} root
 * @param {() => T | Promise<T>} task
 * @returns {Promise<T>}
 */
export function exclusively(root, task) {
  const path = join(root, ".setup.lock");
  return withLock(path, () => console.log(`Waiting for another set-up here to end (${path}) …`), task);
}

/**
 * Makes node_modules what package-lock.json asks for. Gives an exit code.
 * @param {string} root
 * @returns {Promise<number>}
 */
export async function ensurePackages(root) {
  if (isInstalled(root)) return 0;
  return exclusively(root, async () => {
    if (isInstalled(root)) return 0;
    console.log("Installing packages (npm ci) …");
    return install(root);
  });
}
