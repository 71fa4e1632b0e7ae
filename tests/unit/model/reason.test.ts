import { expect, test } from "vitest";
import { parseReason, REASON_KINDS } from "#lib/model/reason.ts";

test.each([
  {
    raw: "unsupported - required API level: 4, current API level: 3",
    want: { kind: "api-level", requiredLevel: 4, currentLevel: 3 },
  },
  { raw: 'unsupported - config error: unknown field "sourcing"', want: { kind: "config-field", field: "sourcing" } },
  { raw: 'unsupported - config error: json: unknown field "x"', want: { kind: "config-field", field: "x" } },
  { raw: "unsupported - config error: bad thing", want: { kind: "config-field" } },
  { raw: 'stopped - unsupported consumer "c1"', want: { kind: "unsupported-consumer", consumer: "c1" } },
  {
    raw: 'stopped - unsupported consumer "a "quoted" one"',
    want: { kind: "unsupported-consumer", consumer: 'a "quoted" one' },
  },
  { raw: "stopped - disk full", want: { kind: "stopped" } },
  { raw: "stopped", want: { kind: "stopped" } },
  { raw: 'decoding error: json: unknown field "sourcing"', want: { kind: "decode-error", field: "sourcing" } },
  { raw: "decoding error: unexpected end", want: { kind: "decode-error" } },
  { raw: "the moon is full", want: { kind: "unknown" } },
  { raw: "", want: { kind: "unknown" } },
  { raw: "unsupported - required API level: four, current API level: 3", want: { kind: "unknown" } },
])("$raw is $want.kind", ({ raw, want }) => {
  const reason = parseReason(raw, ["n3"]);
  expect(reason).toMatchObject({ ...want, raw, inferred: false, servers: ["n3"] });
  expect(REASON_KINDS).toContain(reason.kind);
  expect(reason.text).not.toBe("");
});

test("the words before the reason are read over, and kept", () => {
  const raw = "stream is offline: stopped";
  expect(parseReason(raw)).toMatchObject({ kind: "stopped", raw });
  expect(parseReason("consumer is offline: stopped").kind).toBe("stopped");
});

test("newlines and long words do not break a family", () => {
  expect(parseReason("unsupported - config error: a\nb").kind).toBe("config-field");
  expect(parseReason(`stopped - ${"x".repeat(100_000)}`).kind).toBe("stopped");
});
