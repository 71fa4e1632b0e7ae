import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fillPrefix } from "#lib/model/account-prefix.ts";
import { notePeer, peerName } from "#lib/nats/peer-names.ts";
import { readTape } from "#lib/recording/read.ts";
import { createRedactor, type Redactor } from "#lib/recording/redact.ts";
import type { AnswerEvent } from "#lib/recording/tape.ts";
import { header, writeTape } from "./tapes.ts";

const key = Buffer.from("a key of this test only");

function ask(subject: string, body: object | string, reply: object | string): AnswerEvent {
  const text = (value: object | string) => (typeof value === "string" ? value : JSON.stringify(value));
  const replies = [{ headers: {}, body: Buffer.from(text(reply)) }];
  return {
    kind: "answer",
    at: 0,
    took: 0,
    wire: "prod/APP",
    subject,
    body: text(body),
    requestInfo: null,
    replies,
    fault: null,
  };
}

/** What a recording of this event holds after redaction. */
async function recorded(event: AnswerEvent, redactServers = false): Promise<AnswerEvent> {
  const redactor = createRedactor({ key, redactServers });
  const read = readTape(await writeTape([event], { redactor }), "x.rec").events[0];
  if (read?.kind !== "answer") throw new Error("no answer");
  return read;
}

function bodyOf(event: AnswerEvent): string {
  return Buffer.from(event.replies[0]?.body ?? []).toString();
}

const redactor = createRedactor({ key });
/** The pseudonym of a name. */
const of = (name: string) => pseudonym(redactor, name);

function pseudonym(from: Redactor, name: string): string {
  return JSON.parse(from.body(JSON.stringify({ name }))).name;
}

describe("redaction", () => {
  test("gives a name the same pseudonym wherever it stands", async () => {
    const body = { streams: [{ config: { name: "ORDERS", subjects: ["ORDERS.*.eu", ">"] }, account: "APP" }] };
    const event = await recorded(ask("$JS.API.STREAM.INFO.ORDERS", { account: "APP", stream: "ORDERS" }, body));
    expect(event.wire).toBe(`prod/${of("APP")}`);
    expect(event.subject).toBe(`$JS.API.STREAM.INFO.${of("ORDERS")}`);
    expect(JSON.parse(event.body)).toEqual({ account: of("APP"), stream: of("ORDERS") });
    expect(JSON.parse(bodyOf(event))).toEqual({
      streams: [
        { config: { name: of("ORDERS"), subjects: [`${of("ORDERS")}.*.${of("eu")}`, ">"] }, account: of("APP") },
      ],
    });
  });

  test("gives other pseudonyms with another key", () => {
    const other = createRedactor({ key: Buffer.from("another") });
    expect(pseudonym(other, "APP")).not.toBe(of("APP"));
  });

  test.each([
    { asked: "$SYS.REQ.SERVER.PING.VARZ", kept: "$SYS.REQ.SERVER.PING.VARZ" },
    { asked: `$SYS.REQ.SERVER.N${"A".repeat(55)}.JSZ`, kept: `$SYS.REQ.SERVER.N${"A".repeat(55)}.JSZ` },
    { asked: "$JS.API.STREAM.NAMES", kept: "$JS.API.STREAM.NAMES" },
    { asked: "$JS.hub.API.CONSUMER.INFO.S.c", kept: `$JS.hub.API.CONSUMER.INFO.${of("S")}.${of("c")}` },
    { asked: "mon.APP.STREAM.LIST", kept: `${of("mon")}.${of("APP")}.STREAM.LIST` },
  ])("asks $asked as $kept", async ({ asked, kept }) => {
    expect((await recorded(ask(asked, "", "{}"))).subject).toBe(kept);
  });

  test.each([
    { accountPrefix: "mon.{account}", account: "APP", domain: null },
    { accountPrefix: "mon.{account}", account: "a.team", domain: null },
    { accountPrefix: "mon.acc_{account}", account: "APP", domain: null },
    { accountPrefix: "mon.{account}+(acc", account: "APP", domain: null },
    { accountPrefix: "mon.{account}", account: "hub", domain: null },
    { accountPrefix: "mon.{domain}.{account}", account: "APP", domain: "hub" },
    { accountPrefix: "mon.{domain}.{account}", account: "hub", domain: "hub" },
    { accountPrefix: "mon.{domain}.{account}", account: "APP", domain: null },
    { accountPrefix: "mon.{domain}.{account}", account: "a.team", domain: null },
    { accountPrefix: "in_{domain}_{account}.{account}", account: "APP", domain: "hub" },
    { accountPrefix: "$JS.{account}.API", account: "APP", domain: null },
    { accountPrefix: "mon.{domain}.acc-APP", account: "APP", domain: "hub", isOwn: true },
    { accountPrefix: "mon.hub.APP", account: "APP", domain: "hub", isOwn: true },
    { accountPrefix: "$JS.hub.API", account: "APP", domain: "hub", isOwn: true },
  ])("under $accountPrefix the account $account in $domain is asked as on replay", (asked) => {
    const { accountPrefix, account, domain, isOwn = false } = asked;
    const [recorded] = header.contexts;
    const own = { kind: "import" as const, account, apiPrefix: accountPrefix };
    const access = isOwn ? { accounts: [own], accountPrefix: null } : { accounts: [], accountPrefix };
    for (const redactServers of [false, true]) {
      const fresh = createRedactor({ key, redactServers });
      const { contexts } = fresh.header({ ...header, contexts: recorded ? [{ ...recorded, ...access }] : [] });
      const [context] = contexts;
      const [told] = context?.accounts ?? [];
      const pattern = (told?.kind === "import" ? told.apiPrefix : context?.accountPrefix) ?? "";
      const met = JSON.parse(fresh.body(JSON.stringify({ domain: "hub", account, name: "S" })));
      const prefix = fillPrefix(pattern, { account: met.account, domain: domain && met.domain });
      const event = ask(`${fillPrefix(accountPrefix, { account, domain })}.STREAM.INFO.S`, "", "{}");
      expect(fresh.answer({ ...event, wire: "prod" }).subject).toBe(`${prefix}.STREAM.INFO.${met.name}`);
      expect(prefix).not.toMatch(/mon|APP|acc|team/);
    }
  });

  test("keeps a prefix for accounts one that fits", () => {
    const { contexts } = redactor.header(header);
    expect(contexts[0]).toMatchObject({
      accountPrefix: `${of("mon")}.{account}`,
      accounts: [
        { kind: "user", account: of("APP") },
        { kind: "import", account: of("BILLING"), apiPrefix: `${of("mon")}.${of("BILLING")}` },
      ],
    });
    expect(contexts[0]?.accounts[0]).not.toHaveProperty("apiPrefix");
  });

  test.each([
    {
      said: "unsupported - required API level: 4, current API level: 3",
      kept: "unsupported - required API level: 4, current API level: 3",
    },
    {
      said: 'unsupported - config error: unknown field "sourcing"',
      kept: 'unsupported - config error: unknown field "sourcing"',
    },
    { said: 'stopped - unsupported consumer "c"', kept: `stopped - unsupported consumer "${of("c")}"` },
    {
      said: "JetStream stream 'APP > S' is not current",
      kept: `JetStream stream '${of("APP")} > ${of("S")}' is not current`,
    },
    { said: "no answer for S in time", kept: `no answer for ${of("S")} in time` },
    { said: "stopped", kept: "stopped" },
  ])("says $said as $kept", async ({ said, kept }) => {
    const body = { streams: ["S", "stopped", "4", "unsupported"], offline: { S: said }, error: { description: said } };
    const read = JSON.parse(bodyOf(await recorded(ask("$JS.API.STREAM.LIST", "", body))));
    expect(read.offline).toEqual({ [of("S")]: kept });
    expect(read.error.description).toBe(kept);
  });

  test("leaves numbers, times and the words of the protocol to the letter", async () => {
    const body =
      '{"server":{"name":"n1","id":"N1","ver":"2.15.2","time":"2026-01-01T00:00:00Z"}, "data":{"reserved_memory":18446744073709551615,' +
      '"config":{"retention":"limits","metadata":{"_nats.req.level":"4"}},"cluster":{"name":"C1","leader":"n1"}}}';
    expect(bodyOf(await recorded(ask("$SYS.REQ.SERVER.PING.JSZ", "", body)))).toBe(body);
  });

  test("hides servers, clusters and domains when told", async () => {
    const body = { server: { name: "n1", cluster: "C1", domain: "hub", tags: ["a"] }, cluster: { leader: "n1" } };
    const event = await recorded(ask("$JS.hub.API.STREAM.NAMES", "", body), true);
    expect(event.subject).toBe(`$JS.${of("hub")}.API.STREAM.NAMES`);
    expect(JSON.parse(bodyOf(event))).toEqual({
      server: { name: of("n1"), cluster: of("C1"), domain: of("hub"), tags: [of("a")] },
      cluster: { leader: of("n1") },
    });
  });

  test("hides the ids of peers, which are made of servers' names, and a name is still found by them", () => {
    const hiding = createRedactor({ key, redactServers: true });
    const unnamed = "Server name unknown at this time (peerID: yrzKKRBu)";
    const text = hiding.body(JSON.stringify({ replicas: [{ name: "n1", peer: "yrzKKRBu" }, { name: unnamed }] }));
    expect(text).not.toContain("yrzKKRBu");
    const [named, other] = JSON.parse(text).replicas;
    notePeer(named);
    expect(peerName(other.name)).toBe(pseudonym(hiding, "n1"));
    const kept = JSON.stringify({ peer: "yrzKKRBu", cluster: { replicas: [{ name: unnamed }] } });
    expect(redactor.body(kept)).toBe(kept);
  });

  test("hides what it does not know: metadata, addresses, fields of later servers", async () => {
    const secret = "sentinel";
    const body = {
      config: { metadata: { [secret]: secret, version: secret, "_nats.level": "5" }, description: { text: secret } },
      host: secret,
      connect_urls: [secret],
      something_new: { deeper: [[secret]] },
      state: { subjects: { [secret]: 3 } },
    };
    const text = bodyOf(await recorded(ask("S", "", body)));
    expect(text).not.toContain(secret);
    expect(JSON.parse(text).config.metadata["_nats.level"]).toBe("5");
  });

  test.each([
    { config: { name: "S", description: "sentinel" } },
    { config: { name: "S", description: "For the sentinel, until autumn" } },
    { server: { name: "n1", host: "sentinel" } },
    { server: { name: "n1" }, reason: "sentinel" },
  ])("hides descriptions, and addresses of servers whose names stay: %j", async (body) => {
    expect(bodyOf(await recorded(ask("S", "", body)))).not.toContain("sentinel");
  });

  test("drops what is no JSON, as names in it cannot be told", async () => {
    expect(bodyOf(await recorded(ask("S", "", "sentinel {")))).toBe("");
  });

  test("hides what we said ourselves of a failed question", async () => {
    const fault = { fault: "closed", message: "not connected to ws://n1.example yet" } as const;
    expect((await recorded({ ...ask("S", "", ""), fault })).fault).toEqual({
      fault: "closed",
      message: "closed while recording",
    });
  });

  test("hides the account, the address and the words of a problem of a link", async () => {
    const problem = { fault: "denied", message: "user bob at n1.example", remedy: "check the user" } as const;
    const status = { state: "connecting", url: "wss://n1.example:443", problem } as const;
    const event = { kind: "status", at: 0, wire: "prod/APP", status } as const;
    const [read] = readTape(await writeTape([event], { redactor }), "x.rec").events;
    expect(read).toEqual({
      kind: "status",
      at: 0,
      wire: `prod/${of("APP")}`,
      status: {
        state: "connecting",
        url: "wss://redacted",
        problem: {
          fault: "denied",
          message: "the connection failed",
          remedy: "The recording was made without the details.",
        },
      },
    });
  });

  test("finds every name in what real servers answered", () => {
    const files = globSync("tests/fixtures/2.15.2/**/*.json");
    expect(files.length).toBeGreaterThan(10);
    const reveals = /asyncPersist|atomicBatch|flowControlAck|"APP"|"BILLING"|replicated|messageTtl/;
    for (const file of files) {
      const text = redactor.body(readFileSync(file, "utf8"));
      expect(text.length, file).toBeGreaterThan(0);
      // The fixtures' file of many answers has subjects for keys, as no reply has.
      const keys = /"(?:STREAM|CONSUMER)\.[A-Z]+\.[^"]*":/g;
      expect(text.replace(keys, "")).not.toMatch(reveals);
    }
  });
});
