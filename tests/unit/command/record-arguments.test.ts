import { describe, expect, test } from "vitest";
import { readRecordArguments } from "#lib/command/record-arguments.ts";

describe("the arguments of record", () => {
  const plain = { kind: "record", duration: 300_000, redact: false, redactServers: false, title: null, out: "out.rec" };
  test.each([
    { args: "--minutes 5 out.rec", value: plain },
    { args: "out.rec --minutes=0.5", value: { ...plain, duration: 30_000 } },
    { args: "--minutes 5 --redact out.rec", value: { ...plain, redact: true } },
    { args: "--minutes 5 --redact-servers out.rec", value: { ...plain, redact: true, redactServers: true } },
    { args: "--minutes 5 --title incident out.rec", value: { ...plain, title: "incident" } },
  ])("are read: $args", ({ args, value }) => {
    expect(readRecordArguments(args.split(" "))).toEqual(value);
  });

  test("ask for help before all else", () => {
    expect(readRecordArguments(["--help"])).toEqual({ kind: "help" });
  });

  test.each([
    { args: "", faults: ["--minutes is missing", "one file to write is wanted, 0 are named"] },
    { args: "--minutes soon out.rec", faults: ["--minutes soon: a number up to 1440 is wanted"] },
    { args: "--minutes 0 a b", faults: [/^--minutes 0: /, /^one file to write is wanted, 2 are named/] },
    { args: "--minutes 5 --fast out.rec", faults: [/Unknown option '--fast'/] },
  ])("are refused with all that is wrong: $args", ({ args, faults }) => {
    const read = readRecordArguments(args.split(" ").filter(Boolean));
    expect(read).toEqual({
      kind: "fault",
      messages: faults.map((fault) => (typeof fault === "string" ? fault : expect.stringMatching(fault))),
    });
  });
});
