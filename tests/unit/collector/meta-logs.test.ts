import { expect, test } from "vitest";
import { createMetaLogs, type MetaLogs } from "#lib/collector/meta-logs.ts";
import type { ObservedServer } from "#lib/model/observation.ts";
import { NOW, observedServer } from "../model/observed.ts";

function server(name: string, leader: string | null, log: string | null): ObservedServer {
  const known = observedServer(name);
  if (!known.jsz?.ok || !known.jsz.value.meta) throw new Error("no meta group");
  const meta = { ...known.jsz.value.meta, leader, log };
  return { ...known, jsz: { ...known.jsz, value: { ...known.jsz.value, meta } } };
}

const brief = () => true;

/** When all had read a domain's log, ms: not one before. */
function readSince(logs: MetaLogs): number | null {
  const [since] = Array.from({ length: 100 }, (_, second) => NOW + second * 1_000).filter((at) =>
    logs.isReadAt(null, at),
  );
  return since === undefined ? null : since - NOW;
}

test("a log is read by all 10 s after its leader last wrote something, whatever the others say of theirs", () => {
  const logs = createMetaLogs();
  expect(readSince(logs), "nobody said").toBeNull();
  expect(logs.note([server("n1", "n1", "5"), server("n2", "n1", "4")], brief, NOW)).toBe(true);
  expect(logs.note([server("n1", "n1", "5"), server("n2", "n1", "5")], brief, NOW + 2_000)).toBe(false);
  expect(readSince(logs)).toBe(10_000);
  expect(logs.note([server("n1", "n1", "6")], brief, NOW + 4_000)).toBe(true);
  expect(readSince(logs)).toBe(14_000);
});

test("a new leader has a log of its own: it does not count as the old one's", () => {
  const logs = createMetaLogs();
  logs.note([server("n1", "n1", "5"), server("n2", "n1", "5")], brief, NOW);
  expect(logs.note([server("n1", "n2", "5"), server("n2", "n2", "5")], brief, NOW + 9_000)).toBe(true);
  expect(readSince(logs)).toBe(19_000);
});

test.each<[string, ObservedServer[]]>([
  ["a leader that does not tell follows one that does", [server("n1", "n2", "5"), server("n2", "n2", null)]],
  ["the leader falls silent", [{ ...server("n1", "n1", "5"), isAnswering: false }, server("n2", "n1", "5")]],
  ["nobody leads", [server("n1", null, "5"), server("n2", null, "5")]],
])("%s: what was known of the log does not stand for ever", (_, servers) => {
  const logs = createMetaLogs();
  logs.note([server("n1", "n1", "5"), server("n2", "n1", null)], brief, NOW);
  expect(logs.note(servers, brief, NOW + 2_000)).toBe(false);
  expect(readSince(logs)).toBeNull();
  expect(logs.areReadAt(NOW + 99_000)).toBe(false);
  expect(logs.note([server("n1", "n1", "5")], brief, NOW + 4_000), "it may have written meanwhile").toBe(true);
});

test("all logs are read where each domain's is, and STATSZ tells it of each", () => {
  const logs = createMetaLogs();
  const leaf = server("l1", "l1", "7");
  const inLeaf = { ...leaf, identity: { ...leaf.identity, domain: "leaf" } };
  logs.note([server("n1", "n1", "5")], brief, NOW);
  expect([logs.areReadAt(NOW + 9_999), logs.areReadAt(NOW + 10_000)]).toEqual([false, true]);
  logs.note([server("n1", "n1", "5"), inLeaf], brief, NOW + 1_000);
  expect([logs.areReadAt(NOW + 10_999), logs.areReadAt(NOW + 11_000)]).toEqual([false, true]);
  logs.note([server("n1", "n1", "5"), inLeaf], (id) => id !== leaf.identity.id, NOW + 2_000);
  expect(logs.areReadAt(NOW + 99_000)).toBe(false);
  expect(logs.isReadAt("leaf", NOW + 99_000), "JSZ tells it all the same").toBe(true);
});
