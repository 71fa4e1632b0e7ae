import { expect, test } from "vitest";
import { createMetaLogs } from "#lib/collector/meta-logs.ts";
import type { ObservedServer } from "#lib/model/observation.ts";
import { NOW, observedServer } from "../model/observed.ts";

function server(name: string, leader: string, log: string | null): ObservedServer {
  const known = observedServer(name);
  if (!known.jsz?.ok || !known.jsz.value.meta) throw new Error("no meta group");
  const meta = { ...known.jsz.value.meta, leader, log };
  return { ...known, jsz: { ...known.jsz, value: { ...known.jsz.value, meta } } };
}

test("a log stands since its leader last wrote something, whatever the others say of theirs", () => {
  const logs = createMetaLogs();
  expect(logs.standsSince(null), "nobody said").toBeNull();
  expect(logs.note([server("n1", "n1", "5"), server("n2", "n1", "4")], NOW)).toBe(true);
  expect(logs.note([server("n1", "n1", "5"), server("n2", "n1", "5")], NOW + 1)).toBe(false);
  expect(logs.standsSince(null)).toBe(NOW);
  expect(logs.note([server("n1", "n1", "6")], NOW + 2)).toBe(true);
  expect(logs.standsSince(null)).toBe(NOW + 2);
});

test("a new leader has a log of its own: it does not count as the old one's", () => {
  const logs = createMetaLogs();
  logs.note([server("n1", "n1", "5"), server("n2", "n1", "5")], NOW);
  expect(logs.note([server("n1", "n2", "5"), server("n2", "n2", "5")], NOW + 9)).toBe(true);
  expect(logs.standsSince(null)).toBe(NOW + 9);
});

test("servers that do not tell: it is not known to stand", () => {
  const logs = createMetaLogs();
  logs.note([server("n1", "n1", null)], NOW);
  expect(logs.standsSince(null)).toBeNull();
});
