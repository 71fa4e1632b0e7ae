import { expect, test } from "vitest";
import type { Finding } from "#lib/model/finding.ts";
import { holding, isWorse, type Mute, muteOf, readMutes } from "#lib/model/mute.ts";

const finding: Finding = {
  key: "JS_STREAM_OFFLINE n3",
  code: "JS_STREAM_OFFLINE",
  severity: "warning",
  title: "12 streams offline: n3 runs level 3",
  detail: "",
  remedy: "",
  commands: [],
  since: 0,
  subjects: [],
  subjectCount: 12,
};
const mute = muteOf(finding, { reason: "n3 is being upgraded", now: 1_000, duration: 60_000 });

test("a mute holds what it covers, why and until when", () => {
  expect(mute).toEqual({
    key: finding.key,
    reason: "n3 is being upgraded",
    mutedAt: 1_000,
    until: 61_000,
    severity: "warning",
    subjectCount: 12,
  });
});

test.each([
  ["the same", {}, false],
  ["graver", { severity: "critical" }, true],
  ["less grave", { severity: "info" }, false],
  ["affecting one more", { subjectCount: 13 }, true],
  ["affecting one less", { subjectCount: 11 }, false],
  ["less grave but affecting more", { severity: "info", subjectCount: 13 }, true],
] as const)("a finding that is %s: worse is %3$s", (_, change, expected) => {
  expect(isWorse(mute, { ...finding, ...change })).toBe(expected);
});

test.each<[string, Partial<Finding> | null, number, boolean]>([
  ["before its end", {}, 60_999, true],
  ["at its end", {}, 61_000, false],
  ["while its finding is gone", null, 2_000, true],
  ["at its end, while its finding is gone", null, 61_000, false],
  ["when its finding got worse", { subjectCount: 13 }, 2_000, false],
])("%s a mute holds: %4$s", (_, change, now, expected) => {
  const findings = change === null ? {} : { [finding.key]: { ...finding, ...change } };
  expect(holding([mute], findings, now)).toEqual(expected ? [mute] : []);
});

test("a key such as __proto__ is a key", () => {
  const odd: Mute = { ...mute, key: "__proto__" };
  expect(holding([odd], {}, 2_000)).toEqual([odd]);
});

test.each([
  [[mute], [mute]],
  [[], []],
  [{}, null],
  [null, null],
  [[{ ...mute, until: "tomorrow" }], null],
  [[{ ...mute, severity: "grave" }], null],
  [[{ ...mute, key: undefined }], null],
  [["x"], null],
])("reads %j out of storage", (stored, expected) => {
  expect(readMutes(stored)).toEqual(expected);
});
