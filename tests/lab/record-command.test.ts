import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readTapeFile } from "#lib/recording/file.ts";
import type { Tape } from "#lib/recording/tape.ts";
import { labAccounts } from "./accounts.ts";
import { createConsumer, createStream } from "./assets.ts";
import { users } from "./client.ts";
import type { LabSystem } from "./system.ts";
import { standalone } from "./topologies.ts";
import { versions } from "./versions.ts";

const secret = "sentinel-of-the-password";
const folder = mkdtempSync(join(tmpdir(), "plimsoll-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startSystem(): Promise<LabSystem> {
  const accounts = { ...labAccounts, SYS: { users: [{ user: "sys", password: secret }] } };
  const system = await standalone(versions.v2_15, { settings: () => ({ accounts }), awaitReady: false });
  await using app = await system.openClient(users.app);
  await createStream(app, "BULLION");
  await createConsumer(app, "BULLION", "smelter");
  return system;
}

const command = join(import.meta.dirname, "../../lib/command/record.ts");

/** Runs the command; `interruptAt` ends it when its output says so. */
async function run(args: string[], env: { [name: string]: string }, interruptAt?: RegExp) {
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, env: { ...process.env, ...env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text: Buffer) => {
      output += text;
      if (!child.killed && interruptAt?.test(output)) child.kill("SIGINT");
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}

function environmentOf(system: LabSystem): { [name: string]: string } {
  return {
    NATS_URL: system.websocketUrls.join(","),
    NATS_USER: "sys",
    NATS_PASSWORD: secret,
    PLIMSOLL_ACCOUNT_LOOKUP: "system-header",
  };
}

function textsOf(tape: Tape): string {
  return JSON.stringify(tape, (_key, value) => (value?.type === "Buffer" ? Buffer.from(value).toString() : value));
}

test("records the board's questions, with pseudonyms where told, and never a password", async () => {
  await using system = await startSystem();
  const plain = run(["--minutes", "0.1", "--title", "a vault", "plain.rec"], environmentOf(system));
  const redacted = run(["--minutes", "0.1", "--redact", "redacted.rec"], environmentOf(system));
  // On a busy machine it takes a little longer.
  expect(await plain).toMatchObject({ code: 0, output: expect.stringMatching(/plain\.rec: ([6-9]|\d\d) s, /) });
  expect(await redacted).toMatchObject({ code: 0 });

  const tape = readTapeFile(join(folder, "plain.rec"));
  expect(tape).toMatchObject({ notice: null, header: { title: "a vault", isRedacted: false } });
  const subjects = new Set(tape.events.flatMap((event) => (event.kind === "answer" ? [event.subject] : [])));
  expect([...subjects]).toEqual(
    expect.arrayContaining(["$SYS.REQ.SERVER.PING.VARZ", "$SYS.REQ.SERVER.PING.JSZ", "$JS.API.STREAM.NAMES"]),
  );
  expect(textsOf(tape)).toMatch(/BULLION.*smelter/s);
  expect(textsOf(tape)).not.toContain(secret);

  const hidden = textsOf(readTapeFile(join(folder, "redacted.rec")));
  expect(hidden).toContain("$JS.API.STREAM.NAMES");
  expect(hidden).toContain('\\"ver\\":\\"2.15.2\\"');
  expect(hidden).not.toMatch(/BULLION|smelter|\bAPP\b|sentinel|127\.0\.0\.1:/);
});

test("writes what there is when it is interrupted", async () => {
  await using system = await startSystem();
  const { code, output } = await run(["--minutes", "60", "cut.rec"], environmentOf(system), /^\d+ s, /m);
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("cut.rec: 1") });
  expect(readTapeFile(join(folder, "cut.rec")).notice).toBeNull();
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a recording in which nothing was answered is no success", async () => {
  const { code, output } = await run(["--minutes", "0.02", "none.rec"], { NATS_URL: "ws://127.0.0.1:1" });
  expect(code).toBe(1);
  expect(output).toMatch(/^none\.rec: \d+ s, 0 answers, \d+ questions without one, 1 kB$/m);
  expect(output).toContain("Nothing was answered: there is nothing to see in none.rec.");
});

test.each([
  { name: "arguments", args: ["--minutes", "soon"], env: {}, code: 2, says: "--minutes soon: a number" },
  {
    name: "a system",
    args: ["--minutes", "1", "x.rec"],
    env: {},
    code: 1,
    says: "There is no live system. Set NATS_URL",
  },
  {
    name: "a folder to write to",
    args: ["--minutes", "1", "absent/x.rec"],
    env: { NATS_URL: "ws://127.0.0.1:1" },
    code: 1,
    says: "Cannot record to absent/x.rec: ENOENT",
  },
  {
    name: "a file to write to",
    args: ["--minutes", "1", "."],
    env: { NATS_URL: "ws://127.0.0.1:1" },
    code: 1,
    says: "Cannot record to .: it is a folder",
  },
])("says what is wrong without $name", async ({ args, env, code: wanted, says }) => {
  const { code, output } = await run(args, env);
  expect(code).toBe(wanted);
  expect(output).toContain(says);
  expect(existsSync(join(folder, "x.rec"))).toBe(false);
});
