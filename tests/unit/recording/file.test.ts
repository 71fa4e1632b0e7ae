import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

  test("whose folder goes is lost, with the system's words", async () => {
    const file = createTapeFile(join(folder, "out.rec"), header);
    rmSync(folder, { recursive: true });
    await expect(file.finish(10)).rejects.toThrow("ENOENT");
  });

  test("is no folder: that is told at once, and nothing is left in it", () => {
    const path = join(folder, "out");
    mkdirSync(path);
    expect(() => createTapeFile(path, header)).toThrow("it is a folder");
    expect(readdirSync(folder, { recursive: true })).toEqual(["out"]);
  });

  test("that cannot be put in place stays beside it, and is named", async () => {
    const path = join(folder, "out.rec");
    const file = createTapeFile(path, header);
    file.add(answered(1, "S", "{}"));
    mkdirSync(path);
    const failure = await file.finish(10).catch((error: Error) => error.message);
    const [rest = ""] = readdirSync(folder).filter((name) => name.startsWith("."));
    expect(failure).toMatch(/^EISDIR: .*; what was recorded until then is in /);
    expect(failure).toContain(join(folder, rest));
    expect(readTapeFile(join(folder, rest)).events).toHaveLength(1);
  });

  test("that cannot be put in place and is empty leaves nothing behind", async () => {
    const path = join(folder, "out.rec");
    const file = createTapeFile(path, header);
    mkdirSync(path);
    await expect(file.finish(10)).rejects.toThrow("EISDIR");
    expect(readdirSync(folder)).toEqual(["out.rec"]);
  });

  test.runIf(existsSync("/dev/full"))("on a disk that is full ends at once", async () => {
    symlinkSync("/dev/full", join(folder, `.out.rec.${process.pid}`));
    const file = createTapeFile(join(folder, "out.rec"), header);
    await expect.poll(() => file.ended.aborted).toBe(true);
    file.add(answered(1, "S", "{}"));
    await expect(file.finish(10)).rejects.toThrow("ENOSPC");
    expect(readdirSync(folder)).toEqual([]);
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
    budget: { bytes: 1024, requests: 7 },
  };
  const described = describeContext(context);
  expect(JSON.stringify(described)).not.toContain("sentinel");
  const replayed = replayedContext(described);
  expect(describeContext(replayed)).toEqual(described);
  expect(replayed.budget).toEqual(context.budget);
  expect(replayed.target.urls).toEqual([]);
});
