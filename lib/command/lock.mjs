import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const PAUSE = 250;

/** A lock this old (ms) is nobody's, even if its process number is in use again. */
const MOST_AGE = 30 * 60_000;

/**
 * Runs a task while no other process runs one under the same lock, waiting for its turn. A lock whose owner has
 * died is taken over.
 * @template T
 * @param {string} path of the lock: a file with its owner's process number
 * @param {() => void} onWait called once if there is a wait
 * @param {() => T | Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, task) {
  let hasWaited = false;
  while (!take(path)) {
    if (isAbandoned(path)) removeAbandoned(path);
    else {
      if (!hasWaited) onWait();
      hasWaited = true;
      await wait(PAUSE);
    }
  }
  const release = () => rmSync(path, { force: true });
  process.on("exit", release);
  try {
    return await task();
  } finally {
    process.off("exit", release);
    release();
  }
}

/**
 * A link appears with its content, in one step.
 * @param {string} path
 * @returns {boolean}
 */
function take(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function isAbandoned(path) {
  try {
    if (Date.now() - statSync(path).mtimeMs > MOST_AGE) return true;
    process.kill(Number(readFileSync(path, "utf8")), 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

/**
 * Moves the lock aside; puts it back where another process has taken it over in between.
 * @param {string} path
 */
function removeAbandoned(path) {
  const aside = `${path}.${process.pid}.abandoned`;
  try {
    renameSync(path, aside);
    if (!isAbandoned(aside)) linkSync(aside, path);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
