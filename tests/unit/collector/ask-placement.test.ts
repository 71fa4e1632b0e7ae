import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAccountBook } from "#lib/collector/account-book.ts";
import { askQuestion } from "#lib/collector/ask-question.ts";
import { answerOf } from "#lib/model/probe.ts";
import type { Question } from "#lib/model/suspects.ts";
import { NOW, observedServer } from "../model/observed.ts";
import { cannedWire } from "../nats/canned-wire.ts";

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A system of four servers, of which some are assigned the stream S; tells who was asked where it is. */
function start(members: string[], hosts: string[] = []) {
  const servers = ["n1", "n2", "n3", "n4"].map((name) => observedServer(name));
  const account = createAccountBook().entry(null, "APP");
  let assigned = members;
  let words: string | null = null;
  const asked: string[] = [];
  const wire = cannedWire((_, body) => {
    const { server_name: name } = JSON.parse(body);
    asked.push(name ?? "all");
    return servers
      .filter(({ identity }) => name === undefined || identity.name === name)
      .map(({ identity: { id, name: own } }) => {
        const errors = words === null ? [] : [{ type: "STREAM", error: words }];
        const member = { status_code: words === null ? 200 : 503, errors };
        const data = assigned.includes(own) ? member : { status_code: 404 };
        return JSON.stringify({ server: { id, name: own, ver: "2.15.0", jetstream: true }, data });
      });
  });
  const question: Question = {
    kind: "placement",
    domain: null,
    account: "APP",
    stream: "S",
    consumer: null,
    lingers: false,
    isDown: true,
    hosts,
  };
  return {
    /** Asks; gives whom, and who is known to be assigned the stream after it. */
    async ask(validFrom = 0) {
      asked.length = 0;
      await askQuestion(question, { account, api: null, system: wire, servers, validFrom, doubtedAt: 0 });
      const known = answerOf(account.answers?.placements.get("S"));
      const nameOf = (id: string) => servers.find(({ identity }) => identity.id === id)?.identity.name;
      return { asked: [...asked], assigned: known?.assigned.map(nameOf), words: [...(known?.words.values() ?? [])] };
    },
    assign(names: string[]) {
      assigned = names;
    },
    say(text: string | null) {
      words = text;
    },
  };
}

test("once all were asked, only those that are assigned the stream are, for some minutes", async () => {
  const { ask, say } = start(["n2", "n3"]);
  expect(await ask()).toEqual({ asked: ["all"], assigned: ["n2", "n3"], words: [] });
  vi.advanceTimersByTime(4 * MINUTE);
  say("no space left");
  expect(await ask()).toEqual({
    asked: ["n2", "n3"],
    assigned: ["n2", "n3"],
    words: ["no space left", "no space left"],
  });
  vi.advanceTimersByTime(2 * MINUTE);
  say(null);
  expect(await ask()).toEqual({ asked: ["all"], assigned: ["n2", "n3"], words: [] });
});

test.each([
  { what: "one of them no longer says that it is", after: ["n2", "n4"], asked: ["n2", "n3", "all"] },
  { what: "none of them does", after: [], asked: ["n2", "n3", "all"] },
])("all are asked again where $what", async ({ after, asked }) => {
  const { ask, assign } = start(["n2", "n3"]);
  await ask();
  assign(after);
  expect(await ask()).toEqual({ asked, assigned: after, words: [] });
});

test("all are asked each time while nobody is assigned the stream, and once servers came or went", async () => {
  const { ask, assign } = start([]);
  expect((await ask()).asked).toEqual(["all"]);
  expect((await ask()).asked).toEqual(["all"]);
  assign(["n1"]);
  expect((await ask()).asked).toEqual(["all"]);
  expect((await ask()).asked).toEqual(["n1"]);
  vi.advanceTimersByTime(1_000);
  expect((await ask(Date.now())).asked).toEqual(["all"]);
});

test("at first those that hosted the stream are asked, where all of them answer", async () => {
  expect(await start(["n2", "n3"], ["n2", "n3"]).ask()).toMatchObject({ asked: ["n2", "n3"], assigned: ["n2", "n3"] });
  expect(await start(["n4"], ["n2"]).ask()).toMatchObject({ asked: ["n2", "all"], assigned: ["n4"] });
  expect(await start(["n2", "n3"], ["n2", "down"]).ask()).toMatchObject({ asked: ["all"], assigned: ["n2", "n3"] });
  const { ask } = start(["n2"], ["n2"]);
  await ask();
  vi.advanceTimersByTime(6 * MINUTE);
  expect((await ask()).asked).toEqual(["all"]);
});
