import { describe, expect, test } from "vitest";
import type { AssetKind } from "#lib/model/asset.ts";
import { firstKnownBy, firstKnownByName, unknownFieldsOf } from "#lib/model/config-fields.ts";
import type { JsonObject } from "#lib/model/json.ts";
import { parseReason } from "#lib/model/reason.ts";
import { requiredOf, whyNot } from "#lib/model/required.ts";

describe("the first release that knows a name", () => {
  test.each<[kind: AssetKind, name: string, known: [version: string, level: number] | null]>([
    ["stream", "subjects", ["2.10.0", 0]],
    ["stream", "allow_msg_ttl", ["2.11.0", 1]],
    ["stream", "placement.preferred", ["2.11.0", 1]],
    ["stream", "persist_mode", ["2.12.0", 2]],
    ["stream", "allow_batched", ["2.14.0", 4]],
    ["stream", "sources.consumer.name", ["2.14.0", 4]],
    ["consumer", "sourcing", ["2.14.0", 4]],
    ["consumer", "ack_policy", ["2.10.0", 0]],
    ["consumer", "ack_policy: flow_control", ["2.14.0", 4]],
    ["consumer", "priority_policy: prioritized", ["2.12.0", 2]],
    ["stream", "sourcing", null],
    ["stream", "constructor", null],
    ["stream", "of_tomorrow", null],
  ])("%s %s", (kind, name, known) => {
    expect(firstKnownBy(kind, name)).toEqual(known && { version: known[0], level: known[1] });
  });

  test("a bare name in a server's words is the newest of that name", () => {
    expect(firstKnownByName("deliver_subject")?.version).toBe("2.14.0");
    expect(firstKnownByName("preferred")?.version).toBe("2.11.0");
  });
});

const server = (version: string, level: number | null) => ({ version, level });

describe("what a server does not know of a configuration", () => {
  test.each<
    [name: string, kind: AssetKind, config: JsonObject, version: string, level: number | null, unknown: string[]]
  >([
    ["a field of a later release", "consumer", { sourcing: true }, "2.12.15", 3, ["sourcing"]],
    ["a nested field, once", "stream", { sources: [{ consumer: { name: "c" } }] }, "2.12.15", 3, ["sources.consumer"]],
    [
      "a newer value of an old field",
      "consumer",
      { ack_policy: "flow_control" },
      "2.12.15",
      3,
      ["ack_policy: flow_control"],
    ],
    [
      "both, where it knows neither",
      "consumer",
      { priority_policy: "prioritized" },
      "2.10.27",
      0,
      ["priority_policy", "priority_policy: prioritized"],
    ],
    ["nothing on its own release", "stream", { allow_batched: true }, "2.14.0", 4, []],
    ["a field taken out since", "stream", { template_owner: "t" }, "2.14.0", 4, ["template_owner"]],
    ["nothing in metadata, whose keys are free", "stream", { metadata: { sourcing: "x" } }, "2.10.27", 0, []],
    ["a pre-release goes by its level", "stream", { allow_batched: true }, "2.14.0-RC.1", 4, []],
    ["a pre-release without the level", "stream", { allow_batched: true }, "2.14.0-dev", 3, ["allow_batched"]],
    ["an unreadable version counts as new", "stream", { allow_batched: true }, "nightly", null, []],
    ["a field newer than the table", "stream", { of_tomorrow: 1 }, "2.15.2", 5, ["of_tomorrow"]],
    ["which a newer server may know", "stream", { of_tomorrow: 1 }, "2.16.0", 6, []],
  ])("%s", (_name, kind, config, version, level, unknown) => {
    expect(unknownFieldsOf(kind, config, server(version, level)).map((part) => part.name)).toEqual(unknown);
  });
});

describe("what an asset needs", () => {
  test.each<[name: string, kind: AssetKind, level: number | null, config: JsonObject | null, needs: object | null]>([
    ["nothing is known", "stream", null, null, null],
    [
      "a plain stream",
      "stream",
      0,
      { name: "S", allow_msg_ttl: false },
      { level: 0, version: "2.10.0", because: null },
    ],
    [
      "the noted level says it all",
      "stream",
      4,
      { allow_batched: true },
      { level: 4, version: "2.14.0", because: null },
    ],
    [
      "a field needs more than level 0",
      "consumer",
      0,
      { sourcing: true },
      { level: 4, version: "2.14.0", because: "sourcing" },
    ],
    ["only the level is known", "stream", 3, null, { level: 3, version: "2.12.5", because: null }],
    ["a level newer than the table", "stream", 9, null, { level: 9, version: null, because: null }],
    [
      "a field newer than the table",
      "stream",
      0,
      { of_tomorrow: true },
      { level: 0, version: null, because: "of_tomorrow" },
    ],
  ])("%s", (_name, kind, requiredLevel, config, needs) => {
    expect(requiredOf({ kind, requiredLevel, config })).toEqual(needs);
  });

  test.each<
    [name: string, level: number | null, config: JsonObject | null, version: string, own: number, why: string | null]
  >([
    ["a lower level", 4, null, "2.12.15", 3, "runs level 3, it needs 4"],
    ["an unknown field", 0, { sourcing: true }, "2.12.15", 3, "does not know the field sourcing"],
    [
      "both",
      4,
      { ack_policy: "flow_control" },
      "2.12.15",
      3,
      "runs level 3, it needs 4, and does not know the value ack_policy: flow_control",
    ],
    ["a field that asks for nothing, without strict decoding", 0, { sourcing: false }, "2.11.8", 1, null],
    [
      "a field that asks for nothing, with it",
      0,
      { sourcing: false },
      "2.11.17",
      1,
      "does not know the field sourcing",
    ],
  ])("why a server cannot run it: %s", (_name, requiredLevel, config, version, own, why) => {
    expect(whyNot({ kind: "consumer", requiredLevel, config }, server(version, own))).toBe(why);
  });
});

test.each([
  [
    'unsupported - config error: json: unknown field "sourcing"',
    "config-field",
    "sourcing",
    "came with nats-server 2.14.0",
  ],
  [
    'decoding error: json: unknown field "persist_mode"',
    "decode-error",
    "persist_mode",
    "came with nats-server 2.12.0",
  ],
  [
    'unsupported - config error: unknown field "template_owner"',
    "config-field",
    "template_owner",
    "nats-server 2.14.0 took it out",
  ],
  [
    'unsupported - config error: unknown field "of_tomorrow"',
    "config-field",
    "of_tomorrow",
    "newer than nats-server 2.15.2",
  ],
  [
    'decoding error: can not unmarshal "\\"flow_control\\""',
    "decode-error",
    "ack_policy: flow_control",
    "came with nats-server 2.14.0",
  ],
])("the servers' words are explained: %s", (raw, kind, field, story) => {
  const reason = parseReason(raw);
  expect(reason).toMatchObject({ kind, field, raw, inferred: false });
  expect(reason.text).toContain(story);
});
