import { expect, test } from "vitest";
import { eventsBetween } from "#lib/collector/timeline.ts";
import type { Severity } from "#lib/model/finding.ts";
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

test.each<{ from: Severity; to: Severity; says: string[] }>([
  { from: "warning", to: "critical", says: ["critical: no meta leader"] },
  { from: "info", to: "warning", says: ["warning: no meta leader"] },
  { from: "warning", to: "warning", says: [] },
  { from: "critical", to: "warning", says: [] },
])("of a finding that goes from $from to $to the timeline says $says", ({ from, to, says }) => {
  const { findings, ...rest } = findingBoard("ws://a", [["JS_META_NO_LEADER", "no meta leader"]]);
  const at = (severity: Severity) => ({
    ...rest,
    findings: Object.fromEntries(Object.entries(findings).map(([key, finding]) => [key, { ...finding, severity }])),
  });
  expect(eventsBetween(at(from), at(to), NOW).map(({ severity, text }) => `${severity}: ${text}`)).toEqual(says);
});
