import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64", arm64: "arm64" };

/**
 * Downloads the archive of a GitHub release into `folder`, checks it, unpacks it; returns the path of the binary.
 *
 * Nothing is unpacked before the archive's SHA-256 equals the one in the release's SHA256SUMS; throws otherwise.
 */
export async function downloadRelease(version: string, folder: string): Promise<string> {
  const architecture = architectures[process.arch];
  if (!architecture) throw new Error(`no release is known for ${process.arch}`);
  const name = `nats-server-v${version}-${process.platform}-${architecture}`;
  const base = `https://github.com/nats-io/nats-server/releases/download/v${version}`;
  const sums = (await download(`${base}/SHA256SUMS`)).toString("utf8");
  const archive = await download(`${base}/${name}.tar.gz`);
  verifyChecksum(archive, `${name}.tar.gz`, sums);
  const file = join(folder, `${name}.tar.gz`);
  await writeFile(file, archive);
  await run("tar", ["-xzf", file, "-C", folder]);
  return join(folder, name, "nats-server");
}

/** Throws unless `sums` (lines of `<sha256>  <name>`) holds the SHA-256 of `archive` under `name`. */
export function verifyChecksum(archive: Uint8Array, name: string, sums: string): void {
  const line = sums.split("\n").find((each) => each.trim().split(/\s+\*?/)[1] === name);
  if (!line) throw new Error(`SHA256SUMS does not name ${name}`);
  const wanted = line.trim().split(/\s+/)[0];
  const actual = createHash("sha256").update(archive).digest("hex");
  if (actual !== wanted) throw new Error(`${name} has SHA-256 ${actual}, SHA256SUMS says ${wanted}`);
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
