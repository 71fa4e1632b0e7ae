import { expect, test } from "vitest";
import { headlineOf } from "#components/status/headline.ts";
import { healthy, noJetStream } from "#tests/browser/boards/boards.ts";
import { server } from "#tests/browser/boards/build.ts";

test("one server without JetStream answers, three answer", () => {
  const servers = Object.fromEntries(Object.entries(noJetStream.servers).slice(0, 1));
  expect(headlineOf({ ...noJetStream, servers }).rest).toBe("1 server answers, none can hold a stream.");
  expect(headlineOf(noJetStream).rest).toBe("3 servers answer, none can hold a stream.");
});

const without = server("edge", { jetstream: false, apiLevel: null });
const [one = without, ...others] = Object.values(healthy.servers);
test.each([
  ["all have JetStream", [one, ...others], "All 3 servers run level 5"],
  ["one has none", [one, ...others, without], "All 3 servers with JetStream run level 5"],
  ["one of two has none", [one, without], "The server with JetStream runs level 5"],
  ["there is one", [one], "The server runs level 5"],
])("servers without JetStream are not said to run a level: %s", (_, list, words) => {
  const servers = Object.fromEntries(list.map((it) => [it.id, it]));
  expect(headlineOf({ ...healthy, servers }).main).toBe(words);
});
