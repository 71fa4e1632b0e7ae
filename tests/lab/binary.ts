import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Version } from "./versions.ts";

const executable = process.platform === "win32" ? "nats-server.exe" : "nats-server";

/** The folder outside git where installed servers are kept: `<cache>/<version>/nats-server`. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "plimsoll", "nats-server");
}

/** Where the cache holds, or would hold, the server of this version. */
export function cachedBinary(version: string): string {
  return join(cacheFolder(), version, executable);
}

/** The server binary on this machine: the user's own folder first, then the cache; undefined if it is in neither. */
export function lookUpBinary(version: string): string | undefined {
  const own = process.env.PLIMSOLL_NATS_SERVERS;
  const places = own ? [join(own, version, executable), cachedBinary(version)] : [cachedBinary(version)];
  return places.find((place) => existsSync(place));
}

/** The server binary on this machine, or an error with one line that says how to get it: a test never skips for want of it. */
export function findBinary(version: Version): string {
  const found = lookUpBinary(version);
  if (!found) throw new Error(howToGet(version));
  return found;
}

/** One line for people: how to get the server of this version. */
export function howToGet(version: string): string {
  return (
    `nats-server ${version} is not installed: run "npx node tests/lab/install.ts" (needs Go or github.com), ` +
    `or set PLIMSOLL_NATS_SERVERS to a folder that holds ${version}/nats-server`
  );
}
