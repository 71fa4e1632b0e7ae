import { expect, test } from "vitest";
import { eventsBetween } from "#lib/collector/timeline.ts";
import type { ObservedServer } from "#lib/model/observation.ts";
import { NOW, observedServer } from "../model/observed.ts";
import { findingBoard } from "../model/plain-board.ts";

/** A server without a name has its id for one, another with each start. */
function unnamed(id: string, version = "2.15.2"): ObservedServer {
  const server = observedServer(id, { version });
  return { ...server, identity: { ...server.identity, id } };
}

const named = (id: string): ObservedServer => {
  const server = observedServer("leaf");
  return { ...server, identity: { ...server.identity, id } };
};

test.each<{ what: string; from: ObservedServer[]; to: ObservedServer[]; texts: string[] }>([
  { what: "it was restarted", from: [unnamed("A")], to: [unnamed("B")], texts: ["B restarted"] },
  {
    what: "it was upgraded",
    from: [unnamed("A", "2.12.15")],
    to: [unnamed("B")],
    texts: ["B went from 2.12.15 to 2.15.2"],
  },
  { what: "another came", from: [unnamed("A")], to: [unnamed("A"), unnamed("B")], texts: ["B appeared with 2.15.2"] },
  { what: "nothing happened to two", from: [unnamed("A"), unnamed("B")], to: [unnamed("A"), unnamed("B")], texts: [] },
])("of a server without a name the timeline tells that $what", ({ from, to, texts }) => {
  const board = (servers: ObservedServer[]) => findingBoard("ws://a", [], servers);
  expect(eventsBetween(board(from), board(to), NOW).map(({ text }) => text)).toEqual(texts);
});

test("a server that answered before and after its restart in one round was restarted, though both are there still", () => {
  const [from, to] = [[named("A")], [named("A"), named("B")]].map((servers) => findingBoard("ws://a", [], servers));
  if (!from || !to) throw new Error("no boards");
  expect(eventsBetween(from, to, NOW).map(({ text }) => text)).toEqual(["leaf restarted"]);
});

test("two servers of one name, as leaf nodes may be, are not restarted again and again", () => {
  const board = findingBoard("ws://a", [], [named("A"), named("B")]);
  expect(eventsBetween(board, board, NOW)).toEqual([]);
});
