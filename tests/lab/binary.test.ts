import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cachedBinary, findBinary } from "./binary.ts";
import { verifyChecksum } from "./release-archive.ts";
import { versions } from "./versions.ts";

let folder: string;

function putBinary(path: string): string {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, "");
  return path;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-binary-"));
  vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
  vi.stubEnv("PLIMSOLL_NATS_SERVERS", join(folder, "own"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("the user's own folder comes before the cache", () => {
  putBinary(cachedBinary(versions.v2_15));
  const own = putBinary(join(folder, "own", versions.v2_15, "nats-server"));
  expect(findBinary(versions.v2_15)).toBe(own);
});

test("a version that the user's folder lacks comes from the cache", () => {
  const cached = putBinary(cachedBinary(versions.v2_12));
  expect(findBinary(versions.v2_12)).toBe(cached);
});

test("without any, the error is one line that says how to get it", () => {
  expect(() => findBinary(versions.v2_15)).toThrow(
    /^nats-server 2\.15\.\d+ is not installed: run ".*" .*PLIMSOLL_NATS_SERVERS.*$/,
  );
});

// SHA-256 of the three bytes "abc", from FIPS 180-2.
const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

test.each([
  { name: "the archive that the list names passes", sums: `${abc}  nats.tar.gz\n`, fault: undefined },
  {
    name: "other bytes than the list says are refused",
    sums: `${abc.replace("b", "c")}  nats.tar.gz\n`,
    fault: /SHA256SUMS says/,
  },
  { name: "an archive that the list does not name is refused", sums: `${abc}  other.tar.gz\n`, fault: /does not name/ },
])("$name", ({ sums, fault }) => {
  const verify = () => verifyChecksum(Buffer.from("abc"), "nats.tar.gz", sums);
  if (fault) expect(verify).toThrow(fault);
  else expect(verify).not.toThrow();
});
