import { statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { watchContext } from "#lib/collector/watch-context.ts";
import type { Wire } from "#lib/nats/wire.ts";
import { replayedContext } from "#lib/recording/contexts.ts";
import { readTapeFile } from "#lib/recording/file.ts";
import { openReplay } from "#lib/recording/replay.ts";
import type { AnswerEvent, Tape } from "#lib/recording/tape.ts";
import { until } from "#tests/lab/until.ts";

const path = "lib/recording/bundled.rec";
const minutes = 60_000;

describe("the bundled recording", () => {
  const tape = readTapeFile(path);
  const answers = tape.events.filter((event) => event.kind === "answer");

  test("is small, whole, and some minutes long", () => {
    expect(statSync(path).size).toBeLessThan(2 * 2 ** 20);
    expect(tape.notice).toBeNull();
    expect(tape.duration).toBeGreaterThan(4 * minutes);
    expect(tape.duration).toBeLessThan(6 * minutes);
  });

  test("shows an upgrade one server at a time, a roll-back and the recovery", () => {
    const rounds = answers.filter(({ subject }) => subject === "$SYS.REQ.SERVER.PING.VARZ").map(versionsOf);
    const whole = rounds.filter((versions) => versions.length === 3).map((versions) => versions.join(" "));
    expect(whole.filter((versions, index) => versions !== whole[index - 1])).toEqual([
      "n1 2.12.15 n2 2.12.15 n3 2.12.15",
      "n1 2.15.2 n2 2.12.15 n3 2.12.15",
      "n1 2.15.2 n2 2.15.2 n3 2.12.15",
      "n1 2.15.2 n2 2.15.2 n3 2.15.2",
      "n1 2.15.2 n2 2.15.2 n3 2.12.15",
      "n1 2.15.2 n2 2.15.2 n3 2.15.2",
    ]);
  });

  test.each([
    { subject: "$JS.API.STREAM.INFO.ORDERS_EXPRESS", reason: 'unknown field "allow_batched"' },
    { subject: "$JS.API.STREAM.INFO.DELIVERIES", reason: 'stopped - unsupported consumer "replicator"' },
    { subject: "$JS.API.CONSUMER.INFO.DELIVERIES.replicator", reason: 'unknown field "sourcing"' },
  ])("has the servers' words for $subject", ({ subject, reason }) => {
    const texts = answers.filter((answer) => answer.subject === subject).flatMap(textsOf);
    const errors = texts.map((text) => JSON.parse(text).error?.description ?? "");
    expect(errors).toContainEqual(expect.stringContaining(reason));
  });

  test.concurrent.for(Array.from({ length: 10 }, (_, index) => index * 30))(
    "answers all that is asked from its second %d on",
    { timeout: 120_000 },
    async (second, { expect }) => {
      const { asked, unanswered } = await watch(tape, second * 1_000);
      expect(asked).toContain("$JS.API.STREAM.NAMES");
      expect(unanswered).toEqual([]);
    },
  );

  test("asks two of the three accounts with streams", () => {
    const wires = new Set(answers.map(({ wire }) => wire));
    expect([...wires].sort()).toEqual(["harbour", "harbour/APP", "harbour/BILLING"]);
    expect(answers.flatMap(textsOf).some((text) => text.includes('"LEGACY"'))).toBe(true);
  });
});

/** What a collector asks of the tape, from the first question to some polls after its first diagnosis. */
async function watch(tape: Tape, position: number): Promise<{ asked: string[]; unanswered: string[] }> {
  const [recorded] = tape.header.contexts;
  if (!recorded) throw new Error("no context");
  const context = replayedContext(recorded);
  const startedAt = performance.now();
  let ahead = 0;
  const replay = openReplay(tape, {
    now: () => performance.now() - startedAt + ahead,
    after: (delay, call) => {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
  });
  ahead = position;
  const asked: string[] = [];
  const unanswered: string[] = [];
  const noted = (wire: Wire): Wire => ({
    ...wire,
    async *request(subject, body, options) {
      asked.push(subject);
      try {
        yield* wire.request(subject, body, options);
      } catch (error) {
        if (String(error).includes("was not asked in this recording")) unanswered.push(`${subject} ${body}`);
        throw error;
      }
    },
  });
  const watched = watchContext(context, {
    openWire: (_, name) => noted(replay.wire(name)),
    source: { kind: "recording", title: tape.header.title, recordedAt: tape.header.recordedAt },
    onError(error) {
      throw error;
    },
  });
  await until(() => watched.store.current().board.head.status !== "unknown", { what: "a first diagnosis" });
  const polls = () => asked.filter((subject) => subject === "$SYS.REQ.SERVER.PING.VARZ").length;
  const before = polls();
  await until(() => polls() >= before + 3, { what: "some polls" });
  await watched.close();
  replay.close();
  return { asked, unanswered };
}

function textsOf({ replies }: AnswerEvent): string[] {
  return replies.map(({ body }) => Buffer.from(body).toString());
}

function versionsOf(answer: AnswerEvent): string[] {
  return textsOf(answer)
    .map((text) => JSON.parse(text).server)
    .map(({ name, ver }) => `${name} ${ver}`)
    .sort();
}
