import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeReply } from "#lib/nats/body.ts";
import { decodeStream } from "#lib/nats/decode-asset.ts";
import type { Fields } from "#lib/nats/fields.ts";
import { streamList } from "#lib/nats/jetstream-api.ts";
import { cannedWire, replyOf } from "./canned-wire.ts";

describe("counts are exact", () => {
  test.each([
    ["small", "12345"],
    ["the largest safe number", "9007199254740991"],
    ["the next", "9007199254740993"],
    ["the largest of 64 bits", "18446744073709551615"],
  ])("%s", async (_, count) => {
    const state = `{"messages":${count},"bytes": ${count},"last_seq":${count},"num_subjects":18446744073709551615}`;
    const text = `{"name":"A","state":${state},"config":{"description":"\\"messages\\":12345678901234567,"}}`;
    const read = await decodeReply(replyOf(text), "stream", (fields) => decodeStream("APP", fields));
    expect(read.state).toMatchObject({ messages: count, bytes: count, lastSequence: count });
    expect(read.config?.description).toBe('"messages":12345678901234567,');
  });
});

describe("names that are words of JavaScript", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const offline = `{${names.map((name) => `"${name}":"stopped"`).join(",")}}`;

  test("as keys of a map they are names like others", async () => {
    const page = `{"total":4,"limit":256,"streams":[],"offline":${offline}}`;
    const api = { wire: cannedWire(() => [page]), prefix: "$JS.API", account: "APP", domain: null };
    const probe = await streamList(api);
    if (!probe.ok) throw new Error(probe.message);
    expect(Object.keys(probe.value.offline)).toEqual(names);
  });

  test("as fields of a reply they mean nothing", async () => {
    const text =
      '{"name":"A","__proto__":{"state":{"messages":1}},"config":{"__proto__":{"num_replicas":5},"metadata":{"__proto__":"x","_nats.ver":"1"}}}';
    const read = await decodeReply(replyOf(text), "stream", (fields) => decodeStream("APP", fields));
    expect(read).toMatchObject({ name: "A", state: null });
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
