import { expect, test } from "vitest";
import { headlineOf } from "#components/status/headline.ts";
import { noJetStream } from "#tests/browser/boards/boards.ts";

test("one server without JetStream answers, three answer", () => {
  const servers = Object.fromEntries(Object.entries(noJetStream.servers).slice(0, 1));
  expect(headlineOf({ ...noJetStream, servers }).rest).toBe("1 server answers, none can hold a stream.");
  expect(headlineOf(noJetStream).rest).toBe("3 servers answer, none can hold a stream.");
});
