import { statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readTapeFile } from "#lib/recording/file.ts";
import type { AnswerEvent } from "#lib/recording/tape.ts";

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

  test("asks two of the three accounts with streams", () => {
    const wires = new Set(answers.map(({ wire }) => wire));
    expect([...wires].sort()).toEqual(["harbour", "harbour/APP", "harbour/BILLING"]);
    expect(answers.flatMap(textsOf).some((text) => text.includes('"LEGACY"'))).toBe(true);
  });
});

function textsOf({ replies }: AnswerEvent): string[] {
  return replies.map(({ body }) => Buffer.from(body).toString());
}

function versionsOf(answer: AnswerEvent): string[] {
  return textsOf(answer)
    .map((text) => JSON.parse(text).server)
    .map(({ name, ver }) => `${name} ${ver}`)
    .sort();
}
