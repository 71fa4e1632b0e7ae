import { describe, expect, test } from "vitest";
import { streamList } from "#lib/nats/jetstream-api.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { pingHealthz, streamPlacement } from "#lib/nats/system-api.ts";
import { cannedWire } from "./canned-wire.ts";
import { jsz, server, stream } from "./replies.ts";

const jszOptions = { timeout: 1_000, streams: true, consumers: true, config: true };

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
    expect(probe).toMatchObject({ ok: true, value: { streams: [{ name: "ORDERS" }] } });
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
      accountIds: new Map([["APP", "A1"]]),
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

test("placement: what a member says of the stream is kept, and of its consumers not", async () => {
  const error = "JetStream stream 'APP > S' is not current: stream write error: no space left on device";
  const errors = [
    { type: "CONSUMER", error: "JetStream consumer 'APP > S > c' is not current: group node unhealthy" },
    { type: "STREAM", account: "APP", stream: "S", error },
  ];
  const wire = cannedWire(() => [jsz({ status: "error", status_code: 503, errors })]);
  expect(await streamPlacement(wire, "APP", "S", { timeout: 1 })).toMatchObject({
    ok: true,
    value: { words: new Map([["N1", error]]) },
  });
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
