import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTape } from "#lib/recording/read.ts";
import type { TapeEvent } from "#lib/recording/tape.ts";
import { createTapeWriter } from "#lib/recording/write.ts";
import { answered, header, writeTape } from "./tapes.ts";

const text = fc.string({ unit: "binary" });
const fault = fc.constantFrom("timeout", "no-responders", "denied", "malformed", "closed", "unavailable");
const reply = fc.record({
  headers: fc.oneof(fc.constant({}), fc.record({ Status: text })),
  body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
});
const answer = fc.record({
  kind: fc.constant("answer"),
  at: fc.nat(),
  took: fc.nat(),
  wire: text,
  subject: text,
  body: text,
  requestInfo: fc.option(fc.string({ minLength: 1 })),
  replies: fc.array(reply),
  fault: fc.option(fc.record({ fault, message: text })),
});
const status = fc.record({
  kind: fc.constant("status"),
  at: fc.nat(),
  wire: text,
  status: fc.oneof(
    fc.record({
      state: fc.constant("connected"),
      url: fc.constant("ws://n1.example:443"),
      serverName: text,
      serverId: text,
      problem: fc.constant(null),
    }),
    fc.record({
      state: fc.constantFrom("connecting", "disconnected"),
      url: fc.constant("wss://n1.example"),
      problem: fc.option(fc.record({ fault, message: text, remedy: text })),
    }),
  ),
});
const events: fc.Arbitrary<TapeEvent[]> = fc
  .array(fc.oneof(answer, status))
  .map((all) => all.sort((a, b) => a.at - b.at));

describe("a recording", () => {
  test("gives back what was written, whatever the bytes", async () => {
    await fc.assert(
      fc.asyncProperty(events, async (written) => {
        const tape = readTape(await writeTape(written), "x.rec");
        expect(tape).toEqual({ header, events: written, duration: written.at(-1)?.at ?? 0, notice: null });
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("holds a compressed reply as text, so that its encoding goes with it", async () => {
    const body = gzipSync('{"a":1}');
    const compressed = { headers: { "Content-Encoding": "gzip" }, body };
    const event: TapeEvent = { ...answered(1, "S", ""), kind: "answer", ...question, replies: [compressed] };
    const [read] = readTape(await writeTape([event]), "x.rec").events;
    expect(read).toMatchObject({ replies: [{ headers: {}, body: Buffer.from('{"a":1}'), packed: body.length }] });
  });

  test("leaves a reply that only claims to be compressed as it came", async () => {
    const replies = [{ headers: { "Content-Encoding": "gzip" }, body: Buffer.from("garbage") }];
    const [read] = readTape(await writeTape([{ kind: "answer", at: 1, ...question, replies }]), "x.rec").events;
    expect(read).toMatchObject({ replies });
  });

  test("costs little for replies that repeat", async () => {
    const body = JSON.stringify(Array.from({ length: 2000 }, (_, index) => `stream-${index}`));
    const many = Array.from({ length: 500 }, (_, index) => answered(index * 2000, "NAMES", body));
    expect((await writeTape(many)).length).toBeLessThan(30_000);
  });

  test("ends by itself before it is longer than can be read", async () => {
    const all = Array.from({ length: 40 }, (_, index) => answered(index, "S", `{"now":${index}}`));
    for (const most of [1500, 1520, 1540, 1560, 1580]) {
      const pieces: Uint8Array[] = [];
      const writer = createTapeWriter(header, (piece) => pieces.push(piece), null, most);
      for (const event of all) writer.add(event);
      expect(writer.ended.aborted).toBe(true);
      await writer.finish(100);
      const { events, notice } = readTape(Buffer.concat(pieces), "x.rec", most);
      expect(notice).toBeNull();
      expect(events).toEqual(all.slice(0, writer.size().answers));
      expect(events).not.toEqual([]);
    }
  });

  test("drops headers that mean nothing to a reader, and credentials in URLs", async () => {
    const replies = [{ headers: { Authorization: "sentinel", Status: "503" }, body: Buffer.from("") }];
    const url = "ws://sys:sentinel@n1.example:443/?token=sentinel";
    const tape = readTape(
      await writeTape([
        { kind: "answer", at: 1, ...question, replies },
        { kind: "status", at: 2, wire: "prod", status: { state: "connecting", url, problem: null } },
      ]),
      "x.rec",
    );
    expect(JSON.stringify(tape)).not.toContain("sentinel");
    expect(tape.events).toMatchObject([
      { replies: [{ headers: { Status: "503" } }] },
      { status: { url: "ws://n1.example:443/" } },
    ]);
  });
});

describe("a recording that was cut off", () => {
  const written = Array.from({ length: 12 }, (_, index) => answered(index * 3000, "S", `{"now":${index}}`));

  test("at any byte replays up to where it is whole, and says so", async () => {
    const whole = await writeTape(written);
    const counts = new Set<number>();
    for (let cut = 0; cut < whole.length - 6; cut++) {
      const read = attempt(() => readTape(whole.subarray(0, cut), "x.rec"));
      if (typeof read === "string") expect(read).toBe("recording x.rec: cut off before its header is whole");
      else {
        expect(read.events).toEqual(written.slice(0, read.events.length));
        counts.add(read.events.length);
        if (read.notice === null) expect(read.events).toHaveLength(written.length);
        else expect(read.notice).toMatch(/^recording x.rec is cut off after line \d+: it shows the first \d+ s$/);
      }
    }
    expect([...counts].length).toBeGreaterThan(3);
  });
});

describe("a recording that cannot be read", () => {
  const { format, version } = { format: "plimsoll-recording", version: 1 };
  const first = JSON.stringify({ format, version, ...header });
  const answer = '{"at":5,"took":1,"wire":"prod","subject":"S","body":"","replies":[]}';

  test.each([
    { name: "is empty", bytes: Buffer.from(""), fault: ": cut off before its header is whole" },
    { name: "is text", bytes: Buffer.from("hello, world"), fault: ": not a recording: it is not zstd-compressed" },
    {
      name: "is another document",
      lines: ['{"a":1}'],
      fault: ', line 1: format: Invalid input: expected "plimsoll-recording"',
    },
    {
      name: "is newer",
      lines: [JSON.stringify({ format, version: 2 })],
      fault: ", line 1: format version 2; this Plimsoll reads version 1",
    },
    { name: "has a header without a title", lines: [JSON.stringify({ format, version })], fault: ", line 1: title: " },
    { name: "has a line that is no JSON", lines: [first, '{"text":"a"}', "{oops}"], fault: ", line 3: not JSON" },
    {
      name: "has a line of no kind",
      lines: [first, "{}"],
      fault: ", line 2: none of subject, text, base64, status, end is in it",
    },
    { name: "has a line that is no object", lines: [first, "7"], fault: ", line 2: none of " },
    {
      name: "has an answer without replies",
      lines: [first, '{"at":1,"took":1,"wire":"w","subject":"S","body":""}'],
      fault: ", line 2: replies: ",
    },
    { name: "has a time that is text", lines: [first, answer.replace("5", '"5"')], fault: ", line 2: at: " },
    {
      name: "names a body that is not there",
      lines: [first, answer.replace("[]", "[[0]]")],
      fault: ", line 2: body 0 does not come before it",
    },
    {
      name: "has a status that is none",
      lines: [first, '{"at":1,"wire":"w","status":{"state":"fine"}}'],
      fault: ", line 2: status.state: ",
    },
    {
      name: "has an unknown fault",
      lines: [first, answer.replace("[]", '[],"fault":{"fault":"x","message":""}')],
      fault: ", line 2: fault.fault: ",
    },
    {
      name: "goes back in time",
      lines: [first, answer, answer.replace("5", "4")],
      fault: ", line 3: time goes back from 5 to 4 ms",
    },
    {
      name: "ends before its last event",
      lines: [first, answer, '{"end":4}'],
      fault: ", line 3: time goes back from 5 to 4 ms",
    },
    {
      name: "goes on after its end",
      lines: [first, '{"end":4}', answer],
      fault: ", line 3: the recording ended on the line before",
    },
  ])("is refused with its place: it $name", ({ bytes, lines = [], fault }) => {
    const file = bytes ?? zstdCompressSync(`${lines.join("\n")}\n`);
    expect(attempt(() => readTape(file, "x.rec"))).toContain(`recording x.rec${fault}`);
  });

  test("is refused when it is damaged in the middle", async () => {
    const bytes = await writeTape([answered(1, "S", JSON.stringify(Array.from({ length: 999 }, Math.random)))]);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
    expect(attempt(() => readTape(bytes, "x.rec"))).toMatch(/^recording x.rec: damaged: /);
  });

  test("is refused when it would fill the memory", async () => {
    const bytes = await writeTape([answered(1, "S", "x".repeat(100_000))]);
    expect(attempt(() => readTape(bytes, "x.rec", 1000))).toBe("recording x.rec: larger than 1000 bytes uncompressed");
  });
});

const question = { took: 5, wire: "prod", subject: "S", body: "", requestInfo: null, fault: null };

/** What was made, or the message of the error. */
function attempt<T>(make: () => T): T | string {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
