import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Credentials, Target } from "#lib/model/context.ts";
import { connectWire } from "#lib/nats/connect.ts";
import type { Wire } from "#lib/nats/wire.ts";
import { readTape } from "#lib/recording/read.ts";
import { recordWire } from "#lib/recording/record.ts";
import { type Clock, openReplay } from "#lib/recording/replay.ts";
import { createTapeWriter } from "#lib/recording/write.ts";
import { labAccounts } from "./accounts.ts";
import { createStream } from "./assets.ts";
import { users } from "./client.ts";
import { standalone } from "./topologies.ts";
import { until } from "./until.ts";
import { versions } from "./versions.ts";

const secret = "sentinel-of-the-password";
const questions = [
  { wire: "lab", subject: "$SYS.REQ.SERVER.PING.VARZ", body: "{}" },
  { wire: "lab", subject: "$SYS.REQ.SERVER.PING.JSZ", body: '{"accounts":true,"streams":true,"config":true}' },
  { wire: "lab/APP", subject: "$JS.API.STREAM.NAMES", body: "" },
  { wire: "lab/APP", subject: "$JS.API.STREAM.INFO.ORDERS", body: "" },
  { wire: "lab/APP", subject: "$JS.API.STREAM.INFO.ABSENT", body: "" },
  { wire: "lab/APP", subject: "$SYS.REQ.SERVER.PING.VARZ", body: "{}" },
];

interface Heard {
  question: (typeof questions)[number];
  at: number;
  answer: string;
}

test("a replay answers byte for byte what a real server answered, and the file holds no credentials", async () => {
  const accounts = { ...labAccounts, APP: { jetstream: "enabled", users: [{ user: "app", password: secret }] } };
  await using system = await standalone(versions.v2_15, { settings: () => ({ accounts }), awaitReady: false });
  const { sink, finish } = startTape();
  const open = (name: string, user: string, password: string) =>
    recordWire(connectWire(targetOf(system.websocketUrls, { kind: "user", user, password }), { name }), name, sink);
  const wires = { lab: open("lab", users.sys.user, users.sys.pass), "lab/APP": open("lab/APP", "app", secret) };
  await until(() => Object.values(wires).every((wire) => wire.status().state === "connected"), { what: "both wires" });

  await using app = await system.openClient({ user: "app", pass: secret });
  const heard: Heard[] = [];
  for (const round of ["before", "after"]) {
    if (round === "after") {
      await createStream(app, "ORDERS");
      await sleep(300);
    }
    for (const question of questions) {
      const answer = await ask(pick(wires, question.wire), question);
      heard.push({ question, at: sink.now(), answer });
    }
  }
  for (const wire of Object.values(wires)) await wire.close();
  const bytes = await finish();

  const tape = readTape(bytes, "lab.rec");
  expect(JSON.stringify(tape.events.map((event) => ({ ...event, replies: textOf(event) })))).not.toContain(secret);
  expect(tape.notice).toBeNull();
  const clock = stoppedClock();
  const replay = openReplay(tape, clock);
  for (const { question, at, answer } of heard) {
    clock.set(at);
    expect(await ask(replay.wire(question.wire), question, 0), `${question.subject} at ${at} ms`).toBe(answer);
  }
  expect(heard.map(({ answer }) => answer).join("\n")).toMatch(/no-responders|denied/);
});

function startTape() {
  const pieces: Uint8Array[] = [];
  const writer = createTapeWriter({ title: "lab", recordedAt: 0, isRedacted: false, contexts: [] }, (piece) =>
    pieces.push(piece),
  );
  const startedAt = performance.now();
  const sink = { add: writer.add, now: () => Math.round(performance.now() - startedAt) };
  const finish = async () => {
    await writer.finish(sink.now());
    return Buffer.concat(pieces);
  };
  return { sink, finish };
}

function targetOf(urls: string[], credentials: Credentials): Target {
  const tls = { ca: null, certificate: null, key: null, serverName: null };
  return { urls, credentials, tls, inboxPrefix: "_INBOX" };
}

/** The replies as text, or the fault; a replay that may take no time answers at once. */
async function ask(wire: Wire, { subject, body }: { subject: string; body: string }, timeout = 5000): Promise<string> {
  const texts: string[] = [];
  try {
    const headers = { "Accept-Encoding": "gzip" };
    for await (const reply of wire.request(subject, body, { timeout, headers })) {
      const isCompressed = Object.values(reply.headers).includes("gzip");
      texts.push(Buffer.from(isCompressed ? gunzipSync(reply.body) : reply.body).toString());
    }
  } catch (error) {
    texts.push(error instanceof Error && "fault" in error ? `${error.fault}: ${error.message}` : String(error));
  }
  return texts.join("\n");
}

function pick(wires: { [name: string]: Wire }, name: string): Wire {
  const wire = wires[name];
  if (!wire) throw new Error(`no wire ${name}`);
  return wire;
}

function textOf(event: ReturnType<typeof readTape>["events"][number]): string[] {
  return event.kind === "answer" ? event.replies.map(({ body }) => Buffer.from(body).toString()) : [];
}

function stoppedClock(): Clock & { set(time: number): void } {
  let time = 0;
  return {
    now: () => time,
    after: () => () => {},
    set: (value) => {
      time = value;
    },
  };
}
