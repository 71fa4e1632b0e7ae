import { expect, test } from "vitest";
import { headlineOf } from "#components/status/headline.ts";
import type { Server } from "#lib/model/board.ts";
import { healthy, noJetStream } from "#tests/browser/boards/boards.ts";
import { finding, server } from "#tests/browser/boards/build.ts";

test("many servers that do not answer are one thing to know, one is named", () => {
  const subjectOf = (id: string) => ({ kind: "server" as const, id, label: id });
  const silent = (name: string) =>
    finding({ code: "JS_SERVER_SILENT", title: `${name} does not answer`, subjects: [subjectOf(name)] });
  const of = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { ...silent(name), key: name }]));
  const head = { ...healthy.head, status: "warning" as const };
  expect(headlineOf({ ...healthy, head, findings: of("n1") }).main).toBe("n1 does not answer");
  const board = { ...healthy, head, findings: of("n1", "n2", "n3") };
  expect(headlineOf(board).main).toBe("3 servers do not answer");
  expect(headlineOf(board, new Map([["n1", null]])).main).toBe("2 servers do not answer");
});

test("before the first look is over it does not read as all being well", () => {
  const head = { ...healthy.head, status: "unknown" as const };
  expect(headlineOf({ ...healthy, head })).toEqual({
    status: "unknown",
    main: "Streams not looked at yet",
    rest: "All 3 servers run level 5.",
  });
});

test("one server without JetStream answers, three answer", () => {
  const servers = Object.fromEntries(Object.entries(noJetStream.servers).slice(0, 1));
  expect(headlineOf({ ...noJetStream, servers }).rest).toBe("1 server answers, none can hold a stream.");
  expect(headlineOf(noJetStream).rest).toBe("3 servers answer, none can hold a stream.");
});

const without = server("edge", { jetstream: false, apiLevel: null });
const [one = without, ...others] = Object.values(healthy.servers);
test("thousands of servers are written as all that is counted is", () => {
  const of = (count: number, change: Partial<Server>) =>
    Array.from({ length: count }, (_, index) => {
      const made = server(`s${change.state}${change.apiLevel}${index}`, change);
      return [made.id, made] as const;
    });
  const current = of(3_000, { apiLevel: 5 });
  expect(headlineOf({ ...healthy, servers: Object.fromEntries(current) }).main).toBe("All 3,000 servers run level 5");
  const behind = [...of(2_000, { apiLevel: 4 }), ...of(1_000, { state: "silent" })];
  expect(headlineOf({ ...healthy, servers: Object.fromEntries([...current, ...behind]) }).main).toBe(
    "3,000 servers run level 5, 2,000 run level 4 and 1,000 are silent",
  );
});

test.each([
  ["all have JetStream", [one, ...others], "All 3 servers run level 5"],
  ["one has none", [one, ...others, without], "All 3 servers with JetStream run level 5"],
  ["one of two has none", [one, without], "The server with JetStream runs level 5"],
  ["there is one", [one], "The server runs level 5"],
])("servers without JetStream are not said to run a level: %s", (_, list, words) => {
  const servers = Object.fromEntries(list.map((it) => [it.id, it]));
  expect(headlineOf({ ...healthy, servers }).main).toBe(words);
});
