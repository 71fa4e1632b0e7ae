import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeContext, replayedContext } from "#lib/recording/contexts.ts";
import { createTapeFile, readTapeFile } from "#lib/recording/file.ts";
import { answered, header } from "./tapes.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a recording's file", () => {
  test("appears when it is whole, in place of the one before", async () => {
    const path = join(folder, "out.rec");
    writeFileSync(path, "the one before");
    const file = createTapeFile(path, header);
    file.add(answered(1, "S", "{}"));
    expect(() => readTapeFile(path)).toThrow("recording out.rec: not a recording");
    await file.finish(10);
    expect(readTapeFile(path)).toMatchObject({ header, duration: 10, notice: null });
    expect(readdirSync(folder)).toEqual(["out.rec"]);
    expect(file.size().answers).toBe(1);
  });

  test("that cannot be put in place leaves nothing behind", async () => {
    const path = join(folder, "out.rec");
    const file = createTapeFile(path, header);
    rmSync(folder, { recursive: true });
    await expect(file.finish(10)).rejects.toThrow("ENOENT");
  });

  test.each(["absent.rec", ""])("that is not there is named: %j", (name) => {
    expect(() => readTapeFile(join(folder, name))).toThrow(`recording ${join(folder, name)} cannot be read: `);
  });
});

test("a recorded context tells all but how to reach it", () => {
  const target = {
    urls: ["wss://sentinel.example"],
    credentials: { kind: "user" as const, user: "sentinel", password: "sentinel" },
    tls: { ca: null, certificate: null, key: "sentinel", serverName: null },
    inboxPrefix: "_sentinel",
  };
  const context = {
    name: "prod",
    target,
    accounts: [
      { kind: "user" as const, account: "APP", target },
      { kind: "import" as const, account: "BILLING", apiPrefix: "mon.BILLING" },
    ],
    accountPrefix: null,
    accountLookup: "none" as const,
    pollInterval: 2000,
  };
  const described = describeContext(context);
  expect(JSON.stringify(described)).not.toContain("sentinel");
  const replayed = replayedContext(described);
  expect(describeContext(replayed)).toEqual(described);
  expect(replayed.target.urls).toEqual([]);
});
