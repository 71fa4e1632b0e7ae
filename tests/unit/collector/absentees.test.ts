import { expect, test } from "vitest";
import { askRound } from "#lib/collector/ask-system.ts";
import { createServerBook } from "#lib/collector/server-book.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { systemReplies } from "../nats/fixtures.ts";

/** What servers of these ids say, of one name or without one. */
function replies(kind: "statsz" | "jsz", ids: string[], name: string | null): string[] {
  return ids.flatMap((id) =>
    systemReplies("2.15.2/standalone", kind).map((text) => {
      const { server, statsz, ...rest } = JSON.parse(text);
      const counted = statsz && { statsz: { ...statsz, active_servers: 2 } };
      return JSON.stringify({ ...rest, ...counted, server: { ...server, id, name: name ?? id } });
    }),
  );
}

test.each([
  { what: "of one name", name: "leaf" },
  { what: "without a name", name: null },
])("of two servers $what, one that is not heard with the others is asked by itself", async ({ name }) => {
  let heard = ["ID-A", "ID-B"];
  const asked: string[] = [];
  const wire = cannedWire((subject, body) => {
    if (subject === "$SYS.REQ.SERVER.PING") return replies("statsz", heard, name);
    asked.push(body);
    return subject.endsWith("JSZ") ? replies("jsz", heard, name) : [];
  });
  const book = createServerBook();
  const round = (jsz: boolean) =>
    askRound(wire, book, { pollInterval: 2_000, due: () => ({ varz: false, jsz, health: false }) });
  await round(true);
  heard = ["ID-B"];
  asked.length = 0;
  await round(false);
  expect(asked.map((body) => JSON.parse(body).server_name)).toEqual(Array(3).fill(name ?? "ID-A"));
});
