import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeReply, decodeText } from "#lib/nats/body.ts";
import { decodeStream } from "#lib/nats/decode-asset.ts";
import type { Fields } from "#lib/nats/fields.ts";
import { streamList } from "#lib/nats/jetstream-api.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { pingHealthz, streamPlacement } from "#lib/nats/system-api.ts";
import { cannedWire, replyOf } from "./canned-wire.ts";

const server = { name: "n1", id: "N1", ver: "2.15.2", jetstream: true };
const jszOptions = { timeout: 1_000, streams: true, consumers: true, config: true };

function jsz(data: object): string {
  return JSON.stringify({ server, data });
}

function stream(change: object): object {
  return { name: "ORDERS", created: "2026-01-02T03:04:05.123456789Z", config: { name: "ORDERS" }, ...change };
}

function streamOf(change: object) {
  return decodeText(JSON.stringify(stream(change)), "stream", (fields) => decodeStream("APP", fields));
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
  ["no config: no level", { config: null }, { config: null, requiredLevel: null, replicas: null }],
  ["no metadata: level 0", { config: { num_replicas: 3 } }, { requiredLevel: 0, replicas: 3 }],
  ["a level", { config: { metadata: { "_nats.req.level": "4" } } }, { requiredLevel: 4 }],
  [
    "a level that is no number is unknown",
    { config: { metadata: { "_nats.req.level": "four" } } },
    { requiredLevel: null },
  ],
  ["metadata that is none", { config: { metadata: "x" } }, { requiredLevel: 0 }],
])("a stream: %s", (_, change, expected) => {
  expect(streamOf(change)).toMatchObject(expected);
});

describe("counts are exact", () => {
  test.each([
    ["small", "12345"],
    ["the largest safe number", "9007199254740991"],
    ["the next", "9007199254740993"],
    ["the largest of 64 bits", "18446744073709551615"],
  ])("%s", (_, count) => {
    const state = `{"messages":${count},"bytes": ${count},"last_seq":${count},"num_subjects":18446744073709551615}`;
    const text = `{"name":"A","state":${state},"config":{"description":"\\"messages\\":12345678901234567,"}}`;
    const read = decodeText(text, "stream", (fields) => decodeStream("APP", fields));
    expect(read.state).toMatchObject({ messages: count, bytes: count, lastSequence: count });
    expect(read.config?.description).toBe('"messages":12345678901234567,');
  });
});

describe("names that are words of JavaScript", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const offline = `{${names.map((name) => `"${name}":"stopped"`).join(",")}}`;

  test("as keys of a map they are names like others", async () => {
    const page = `{"total":4,"limit":256,"streams":[],"missing":${JSON.stringify(names)},"offline":${offline}}`;
    const api = { wire: cannedWire(() => [page]), prefix: "$JS.API", account: "APP", domain: null };
    const probe = await streamList(api);
    if (!probe.ok) throw new Error(probe.message);
    expect(Object.keys(probe.value.offline)).toEqual(names);
    expect(probe.value.missing).toEqual(names);
  });

  test("as fields of a reply they mean nothing", () => {
    const text =
      '{"name":"A","__proto__":{"state":{"messages":1}},"config":{"__proto__":{"num_replicas":5},"metadata":{"__proto__":"x","_nats.ver":"1"}}}';
    const read = decodeText(text, "stream", (fields) => decodeStream("APP", fields));
    expect(read).toMatchObject({ name: "A", state: null, replicas: null });
    expect(Object.keys(read.config?.metadata ?? {})).toEqual(["__proto__"]);
  });
});

describe("bodies", () => {
  const name = (fields: Fields) => fields.string("name");

  test("gzip is unpacked, and a bomb is not", async () => {
    const part = gzipSync(Buffer.alloc(8 * 1024 * 1024));
    const bomb = {
      headers: { "content-encoding": "gzip" },
      body: Buffer.concat(Array.from({ length: 33 }, () => part)),
    };
    const packed = (text: string) => ({ headers: { "content-encoding": "gzip" }, body: gzipSync(text) });
    expect(await decodeReply(packed('{"name":"é"}'), "x", name)).toBe("é");
    await expect(decodeReply(bomb, "x", name)).rejects.toThrow(/x: cannot be unpacked/);
  });

  test.each(["", "null", "[]", '"x"', "{", "NaN", "\u0000"])("what is no object is refused: %j", async (text) => {
    await expect(decodeReply(replyOf(text), "x", name)).rejects.toMatchObject({
      name: "WireError",
      fault: "malformed",
    });
  });
});

describe("paging", () => {
  const accounts = ["A", "B", "C", "D", "E"].map((id) => ({
    id,
    name: id,
    stream_detail: [stream({ name: `S${id}` })],
  }));

  function pagedWire(total: number | null, bodies: string[]) {
    return cannedWire((_, body) => {
      bodies.push(body);
      const { offset, limit } = JSON.parse(body);
      return [jsz({ account_details: accounts.slice(offset, offset + limit), ...(total !== null && { total }) })];
    });
  }

  test.each([
    ["page by page up to the total", 5, 3],
    ["at once where the server gives no total and no order", null, 2],
  ])("JSZ has every account: %s", async (_, total, pages) => {
    const bodies: string[] = [];
    const probe = await serverJsz(pagedWire(total, bodies), "N1", { ...jszOptions, limit: 2 });
    expect(probe).toMatchObject({ ok: true, value: { accounts: ["A", "B", "C", "D", "E"] } });
    expect(probe.ok && probe.value.streams.map(({ name }) => name)).toEqual(["SA", "SB", "SC", "SD", "SE"]);
    expect(bodies).toHaveLength(pages);
    expect(JSON.parse(bodies[0] ?? "")).toMatchObject({ offset: 0, limit: 2, streams: true, consumer: true });
  });

  test("a list goes on after what is missing, which is counted but not listed", async () => {
    const wire = cannedWire((_, body) => {
      const { offset } = JSON.parse(body);
      const page = {
        total: 300,
        offset,
        limit: 256,
        streams: offset ? [stream({})] : [],
        missing: offset ? [] : ["X"],
      };
      return [JSON.stringify(page)];
    });
    const probe = await streamList({ wire, prefix: "$JS.API", account: "APP", domain: null });
    expect(probe).toMatchObject({ ok: true, value: { streams: [{ name: "ORDERS" }], missing: ["X"], total: 300 } });
  });
});

test("in operator mode accounts go by their names, two of the same name by their ids", async () => {
  const account = (id: string, name: string) => ({ id, name, stream_detail: [stream({ name: `of-${id}` })] });
  const details = [account("A1", "APP"), account("A2", "TWIN"), account("A3", "TWIN")];
  const probe = await serverJsz(
    cannedWire(() => [jsz({ account_details: details, total: 3 })]),
    "N1",
    jszOptions,
  );
  expect(probe).toMatchObject({
    ok: true,
    value: {
      accounts: ["APP", "A2", "A3"],
      accountIds: { APP: "A1" },
      streams: [{ account: "APP" }, { account: "A2" }, { account: "A3" }],
    },
  });
});

test.each<[string, object, { assigned: string[]; unassigned: string[] }]>([
  ["a member", { status_code: 200, status: "ok" }, { assigned: ["N1"], unassigned: [] }],
  [
    "another",
    { status_code: 404, errors: [{ type: "STREAM", error: "not found" }] },
    { assigned: [], unassigned: ["N1"] },
  ],
  [
    "a member that is behind",
    { status_code: 503, errors: [{ type: "STREAM", error: "not current" }] },
    { assigned: ["N1"], unassigned: [] },
  ],
  [
    "one without a meta leader",
    { status_code: 503, errors: [{ type: "JETSTREAM", error: "no leader" }] },
    { assigned: [], unassigned: [] },
  ],
])("placement: %s", async (_, data, expected) => {
  const wire = cannedWire(() => [jsz(data)]);
  expect(await streamPlacement(wire, "APP", "S", { timeout: 1 })).toMatchObject({ ok: true, value: expected });
});

test("placement: a server without JetStream says 200 to everything and counts for nothing", async () => {
  const reply = JSON.stringify({ server: { ...server, jetstream: false }, data: { status: "ok", status_code: 200 } });
  const probe = await streamPlacement(
    cannedWire(() => [reply]),
    "APP",
    "S",
    { timeout: 1 },
  );
  expect(probe).toMatchObject({ ok: true, value: { assigned: [], unassigned: [] } });
});

test("health in details is one text", async () => {
  const errors = [{ error: "first" }, { error: "second" }];
  const probe = await pingHealthz(
    cannedWire(() => [jsz({ status: "error", errors })]),
    { timeout: 1 },
  );
  expect(probe).toMatchObject({ ok: true, value: { answers: [{ statusCode: 503, error: "first; second" }] } });
});
