import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { cachedBinary, cacheFolder, howToGet, lookUpBinary } from "./binary.ts";
import { downloadRelease } from "./release-archive.ts";
import { allVersions } from "./versions.ts";

const run = promisify(execFile);
const parallel = 2;

type Source = (version: string, folder: string) => Promise<string>;

/** Compiles the server with the machine's Go; returns the path of the binary. */
async function goInstall(version: string, folder: string): Promise<string> {
  await run("go", ["install", `github.com/nats-io/nats-server/v2@v${version}`], {
    cwd: folder,
    env: { ...process.env, GOBIN: folder, GOFLAGS: "-trimpath", GOTOOLCHAIN: "local" },
  });
  return join(folder, "nats-server");
}

const sources: Record<string, Source> = {
  "go install": goInstall,
  "release archive": downloadRelease,
};

/**
 * Puts the server of a version into the cache by the first source that works.
 *
 * The binary is renamed into place whole, so a broken run leaves nothing that looks installed, and two runs at once do
 * no harm. Throws one line that says how to get it, with what each source said as its cause.
 */
async function installBinary(version: string, say: (line: string) => void): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true });
  const folder = await mkdtemp(join(cacheFolder(), `.${version}-`));
  const faults: unknown[] = [];
  try {
    for (const [name, source] of Object.entries(sources)) {
      try {
        const built = await source(version, folder);
        await chmod(built, 0o755);
        await mkdir(dirname(cachedBinary(version)), { recursive: true });
        await rename(built, cachedBinary(version));
        say(`nats-server ${version}: installed by ${name}`);
        return;
      } catch (error) {
        faults.push(error);
        say(`nats-server ${version}: ${name} failed: ${firstLine(error)}`);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  throw new Error(howToGet(version), { cause: new AggregateError(faults) });
}

function firstLine(error: unknown): string {
  // That a fetch failed is all that its own error says.
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  const isProgram = error instanceof Error && "stderr" in error && error.stderr;
  const text = isProgram ? String(error.stderr) : `${error}${cause}`;
  return text.trim().split("\n")[0] ?? "";
}

/** Installs those of the versions that this machine lacks, two at a time; quick when nothing is missing. */
export async function installMissing(versions: readonly string[], say: (line: string) => void): Promise<void> {
  const missing = versions.filter((version) => !lookUpBinary(version));
  if (missing.length > 0) say(`nats-server: installing ${missing.join(", ")}`);
  const workers = Array.from({ length: parallel }, async () => {
    for (let version = missing.shift(); version; version = missing.shift()) await installBinary(version, say);
  });
  const outcomes = await Promise.allSettled(workers);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

if (import.meta.main) {
  try {
    await installMissing(allVersions, console.log);
    console.log(`nats-server: ${allVersions.join(", ")} ready`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
