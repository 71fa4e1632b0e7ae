import { expect, test } from "vitest";
import { decodeReply } from "#lib/nats/body.ts";
import { decodeStream } from "#lib/nats/decode-asset.ts";
import { Fields } from "#lib/nats/fields.ts";
import { notePeer } from "#lib/nats/peer-names.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { cannedWire, replyOf } from "./canned-wire.ts";
import { jsz, stream } from "./replies.ts";

const jszOptions = { timeout: 1_000, streams: true, consumers: true, config: true };

function streamOf(change: object) {
  return decodeReply(replyOf(JSON.stringify(stream(change))), "stream", (fields) => decodeStream("APP", fields));
}

test.each<[string, object, string]>([
  [
    "a peer's boolean that is a text",
    {
      account_details: [
        { name: "A", id: "A" },
        {
          name: "B",
          id: "B",
          stream_detail: [
            stream({
              cluster: {
                name: "C1",
                replicas: [
                  { name: "n2", current: true },
                  { name: "n3", current: "yes" },
                ],
              },
            }),
          ],
        },
      ],
    },
    'n1: jsz.data.account_details[1].stream_detail[0].cluster.replicas[1].current: expected boolean, got "yes"',
  ],
  ["a list that is an object", { account_details: {} }, "n1: jsz.data.account_details: expected array, got an object"],
  [
    "an account that is a text",
    { account_details: ["A"] },
    'n1: jsz.data.account_details[0]: expected object, got "A"',
  ],
  [
    "an account without a name",
    { account_details: [{}] },
    "n1: jsz.data.account_details[0].name: expected string, got nothing",
  ],
  [
    "a stream without a name",
    { account_details: [{ name: "A", stream_detail: [{}] }] },
    "n1: jsz.data.account_details[0].stream_detail[0].config: expected object, got nothing",
  ],
  [
    "a count that is negative",
    { account_details: [{ name: "A", stream_detail: [stream({ state: { messages: -1, bytes: 0, last_seq: 0 } })] }] },
    "n1: jsz.data.account_details[0].stream_detail[0].state.messages: expected count, got -1",
  ],
  [
    "a time that is none",
    { account_details: [{ name: "A", stream_detail: [stream({ created: "today" })] }] },
    'n1: jsz.data.account_details[0].stream_detail[0].created: expected time, got "today"',
  ],
  ["a long text is cut", { total: "x".repeat(500) }, `n1: jsz.data.total: expected number, got "${"x".repeat(59)}`],
])("an error names the place and what is there: %s", async (_, data, message) => {
  const probe = await serverJsz(
    cannedWire(() => [jsz(data)]),
    "N1",
    jszOptions,
  );
  expect(probe).toMatchObject({ ok: false, fault: "malformed", message });
});

test.each<[string, object, object]>([
  [
    "unknown fields are ignored",
    { colour: "red", cluster: { name: "C1", colour: 1 } },
    { placement: { cluster: "C1", leader: null, peers: [] } },
  ],
  ["a standalone server's claim to lead is no placement", { cluster: { leader: "n1" } }, { placement: null }],
  ["what is missing is null", {}, { state: null, placement: null, consumers: [] }],
  ["null counts as missing", { cluster: null, state: null, consumer_detail: null }, { state: null, placement: null }],
  ["a time with ns becomes ms", {}, { createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 123) }],
  ["Go's zero time is none", { created: "0001-01-01T00:00:00Z" }, { createdAt: null }],
  ["no config: no level", { config: null }, { config: null, requiredLevel: null }],
  ["no metadata: level 0", { config: { num_replicas: 3 } }, { requiredLevel: 0 }],
  ["a level", { config: { metadata: { "_nats.req.level": "4" } } }, { requiredLevel: 4 }],
  [
    "a level that is no number is unknown",
    { config: { metadata: { "_nats.req.level": "four" } } },
    { requiredLevel: null },
  ],
  ["metadata that is none", { config: { metadata: "x" } }, { requiredLevel: 0 }],
])("a stream: %s", async (_, change, expected) => {
  expect(await streamOf(change)).toMatchObject(expected);
});

/** As a server tells of a peer that it has not heard since its own start (captured from 2.15.2). */
const unnamed = {
  name: "Server name unknown at this time (peerID: BXScrY9i)",
  current: false,
  offline: true,
  active: 0,
  peer: "BXScrY9i",
};

test("a peer without a name has the one that a meta leader told, and the servers' words where none did", async () => {
  const nameOf = async (peer: object) =>
    (await streamOf({ cluster: { name: "C1", replicas: [peer] } })).placement?.peers[0]?.name;
  expect(await nameOf(unnamed)).toBe(unnamed.name);
  notePeer(unnamed);
  expect(await nameOf(unnamed)).toBe(unnamed.name);
  notePeer({ ...unnamed, name: "n3" });
  expect(await nameOf(unnamed)).toBe("n3");
});

test("half a character in a text is none, also where texts are a list or name what they belong to", () => {
  const read = new Fields(JSON.parse('{"name":"a\\ud800","list":["\\udc00b"],"map":{"c\\ud800":"d\\ud800"}}'), "reply");
  const map = read.map("map", (entries, name) => entries.string(name));
  expect([read.string("name"), read.strings("list"), map]).toEqual(["a\ufffd", ["\ufffdb"], { "c\ufffd": "d\ufffd" }]);
});
