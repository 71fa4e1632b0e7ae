import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodePage } from "#lib/nats/decode-page.ts";
import { Fields } from "#lib/nats/fields.ts";
import { slicesOf } from "#lib/nats/jsz-slices.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { cannedWire } from "./canned-wire.ts";
import { fixtures, systemReplies } from "./fixtures.ts";
import { jsz, stream } from "./replies.ts";

const options = { timeout: 1_000, streams: true, consumers: true, config: true };

async function* inParts(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

/** Decodes a reply that is cut after so many bytes each; how often it was cut. */
async function decodeCut(reply: string, size: number) {
  const server = { id: "N1", name: "n1", version: "", cluster: null, domain: null, jetstream: true, tags: [], time: 0 };
  let parts = 0;
  async function* partsOf() {
    for await (const { text, depth } of slicesOf(inParts(reply, 3_000 + size), "jsz", size)) {
      parts++;
      yield { reply: new Fields(JSON.parse(text), "jsz"), depth };
    }
  }
  const all = partsOf();
  const first = await all.next();
  if (first.done) throw new Error("no part");
  return { page: await decodePage(server, first.value.reply.fields("data"), all), parts };
}

describe.each(fixtures)("what real servers answered: %s", (fixture) => {
  test("cut anywhere it is the same as at once", async () => {
    for (const reply of systemReplies(fixture, "jsz-assets")) {
      const whole = await decodeCut(reply, reply.length);
      expect(whole.parts).toBe(1);
      const assets = whole.page.accounts.flatMap(({ streams }) => streams.flatMap((each) => [each, ...each.consumers]));
      for (const size of [1, 700, 3_000]) expect((await decodeCut(reply, size)).page).toEqual(whole.page);
      // Between all assets and accounts, but before the first of a list.
      const { parts } = await decodeCut(reply, 1);
      expect(parts).toBeGreaterThan(assets.length / 3);
    }
  });
});

/** So many streams with consumers that it is read in parts. */
function large(consumerOf: (index: number) => object, streams = 40): object[] {
  const consumers = Array.from({ length: 20 }, (_, index) => consumerOf(index));
  const detail = Array.from({ length: streams }, (_, index) =>
    stream({ name: `S${index}`, config: { description: "x".repeat(10_000) }, consumer_detail: consumers }),
  );
  return [
    { name: "A", id: "A" },
    { name: "B", id: "B", stream_detail: detail },
    { name: "C", id: "C", stream_detail: [stream({})] },
  ];
}

const consumer = (index: number) => ({ stream_name: "S", name: `c${index}` });

describe("a large reply", () => {
  test("is read in parts, packed or not", async () => {
    const text = jsz({ account_details: large(consumer), total: 3 });
    const packed = { headers: { "content-encoding": "gzip" }, body: gzipSync(text) };
    for (const reply of [text, packed]) {
      const probe = await serverJsz(
        cannedWire(() => [reply]),
        "N1",
        options,
      );
      if (!probe.ok) throw new Error(probe.message);
      expect(probe.value.accounts).toEqual(["A", "B", "C"]);
      expect(probe.value.streams).toHaveLength(41);
      expect(probe.value.streams.flatMap(({ consumers }) => consumers)).toHaveLength(800);
    }
  });

  test("an error names the place in the whole reply", async () => {
    let count = 0;
    const odd = (index: number) => ({ ...consumer(index), created: count++ === 0 ? null : 7 });
    const details = large(consumer, 39);
    details.push({ name: "D", id: "D", stream_detail: [stream({ consumer_detail: [odd(0), odd(1)] })] });
    const probe = await serverJsz(
      cannedWire(() => [jsz({ account_details: details })]),
      "N1",
      options,
    );
    const place = "n1: jsz.data.account_details[3].stream_detail[0].consumer_detail[1].created";
    expect(probe).toMatchObject({ ok: false, message: `${place}: expected string, got 7` });
  });

  test("counts beyond 2^53 are exact", async () => {
    const state = { messages: 1, bytes: 2, last_seq: 3 };
    const details = [...large(consumer), { name: "D", id: "D", stream_detail: [stream({ name: "LAST", state })] }];
    const text = jsz({ account_details: details }).replace('"messages":1', '"messages":18446744073709551615');
    const probe = await serverJsz(
      cannedWire(() => [text]),
      "N1",
      options,
    );
    expect(probe.ok && probe.value.streams.at(-1)).toMatchObject({ state: { messages: "18446744073709551615" } });
  });

  test("what only looks like a place to cut is read at once", async () => {
    const sources = [
      { name: "X", id: "1" },
      { name: "Y", id: "2" },
    ];
    const last = { name: "D", id: "D", others: Array.from({ length: 30_000 }, () => sources).flat() };
    const details = [...large(consumer), last];
    const probe = await serverJsz(
      cannedWire(() => [jsz({ account_details: details })]),
      "N1",
      options,
    );
    expect(probe).toMatchObject({ ok: true, value: { accounts: ["A", "B", "C", "D"] } });
  });

  test("what is no JSON is refused", async () => {
    const text = jsz({ account_details: large(consumer) }).replace('"c7"', "c7");
    const probe = await serverJsz(
      cannedWire(() => [text]),
      "N1",
      options,
    );
    expect(probe).toMatchObject({ ok: false, fault: "malformed", message: expect.stringMatching(/^jsz: not JSON: /) });
  });

  test("megabytes without an asset are refused", async () => {
    const text = jsz({ padding: "x".repeat(20_000_000) });
    const probe = await serverJsz(
      cannedWire(() => [text]),
      "N1",
      options,
    );
    expect(probe).toMatchObject({
      ok: false,
      fault: "malformed",
      message: expect.stringContaining("without an asset"),
    });
  });

  test("more than any server means is refused, however small it comes", async () => {
    const wide = stream({ config: { description: "x".repeat(10_000_000) } });
    const accounts = Array.from({ length: 14 }, (_, index) => ({ name: `A${index}`, id: "A", stream_detail: [wide] }));
    const body = gzipSync(jsz({ account_details: accounts }));
    const probe = await serverJsz(
      cannedWire(() => [{ headers: { "content-encoding": "gzip" }, body }]),
      "N1",
      options,
    );
    const message = expect.stringContaining("more than any server means");
    expect(probe).toMatchObject({ ok: false, fault: "malformed", message });
  });

  test("lets others have their turn", async () => {
    const text = jsz({ account_details: large(consumer, 2_000) });
    let longest = 0;
    let isDone = false;
    const started = performance.now();
    const others = (async () => {
      for (let last = performance.now(); !isDone; last = performance.now()) {
        await new Promise((resolve) => setImmediate(resolve));
        longest = Math.max(longest, performance.now() - last);
      }
    })();
    const probe = await serverJsz(
      cannedWire(() => [text]),
      "N1",
      options,
    );
    isDone = true;
    await others;
    expect(probe.ok).toBe(true);
    expect(longest).toBeLessThan((performance.now() - started) / 2);
  });
});
