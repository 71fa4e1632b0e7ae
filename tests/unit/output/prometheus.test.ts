import { expect, test } from "vitest";
import type { Board } from "#lib/model/board.ts";
import { prometheusText } from "#lib/output/prometheus.ts";
import { renderFamilies } from "#lib/output/prometheus-text.ts";
import { finding, published } from "./published.ts";

test("the metrics of a context, whole", async () => {
  const findings = [finding({}), finding({ key: "b" }), finding({ key: "c", code: "JS_LEVEL_SKEW", severity: "info" })];
  const text = prometheusText([
    { name: "prod", isReady: true, published: published({ cost: { requests: 1.5, bytes: 4_200 } }, findings) },
  ]);
  await expect(text).toMatchFileSnapshot("metrics.prom");
});

test("a context that was never observed has no time of observation", () => {
  const text = prometheusText([{ name: "a", isReady: false, published: { ...published(), observedAt: null } }]);
  expect(text).toContain('plimsoll_ready{context="a"} 0');
  expect(text).not.toContain("plimsoll_observed_timestamp_seconds");
});

test("of assets that nobody has looked at yet nothing is said: none is not the same as not known", () => {
  const none = { offline: 0, unavailable: 0, degraded: 0, settling: 0, unobserved: 0, online: 0 };
  const assets = { stream: none, consumer: none };
  const { counts } = published().board.head;
  const textOf = (head: Partial<Board["head"]>) =>
    prometheusText([{ name: "a", isReady: true, published: published(head, []) }]);
  expect(textOf({ status: "unknown", counts: { ...counts, assets, reasons: {} } })).not.toContain("plimsoll_assets");
  expect(textOf({ status: "unknown" }), "the last that was known").toContain("plimsoll_assets_down");
  expect(textOf({ status: "ok", counts: { ...counts, assets } })).toContain("plimsoll_assets_down");
});

test.each([
  ["a quote", 'a"b', 'a\\"b'],
  ["a backslash", "a\\b", "a\\\\b"],
  ["a line end", "a\nb\r\nc", "a\\nb\\nc"],
  ["half a surrogate pair", "a\ud800b", "a\ufffdb"],
  ["a name that is too long", "x".repeat(200), "x".repeat(128)],
])("%s in a label cannot break the format", (_name, value, escaped) => {
  const text = renderFamilies([{ name: "m", help: "h", samples: [{ labels: { l: value }, value: 1 }] }]);
  expect(text).toBe(`# HELP m h\n# TYPE m gauge\nm{l="${escaped}"} 1\n`);
});

test("servers have series of their own up to a bound", () => {
  const whole = published();
  const [server] = Object.values(whole.board.servers);
  const servers = Object.fromEntries(
    Array.from({ length: 1200 }, (_, index) => [`N${index}`, { ...server, id: `N${index}` }]),
  );
  const board = { ...whole.board, servers: Object.assign({}, whole.board.servers, servers) };
  const text = prometheusText([{ name: "a", isReady: true, published: { ...whole, board } }]);
  expect(text.match(/^plimsoll_server_up\{/gm)).toHaveLength(1000);
});
