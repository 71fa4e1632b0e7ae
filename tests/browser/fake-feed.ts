import { expect, type Page } from "@playwright/test";
import type { Asset } from "../../lib/model/asset.ts";
import type { Board, HistoryPoint } from "../../lib/model/board.ts";
import type { Delta } from "../../lib/model/delta.ts";
import { NOW } from "./boards/build.ts";
import { calmHistory } from "./boards/history.ts";

/** Its revisions are beyond those of the server that drew the page: one can see whose board is shown. */
const OFFSET = 1_000_000;

export interface FakeFeed {
  board(board: Board, revision?: number, ageMs?: number): Promise<void>;
  delta(delta: Delta, revision: number): Promise<void>;
  /** Pings go out by themselves, each second, until told otherwise. */
  silence(): Promise<void>;
  /** The feed goes on, but the servers are not observed any more. */
  freeze(): Promise<void>;
  drop(): Promise<void>;
  /** Plimsoll does not run: feeds fail, new ones too, and nothing else is answered. */
  down(): Promise<void>;
  /** Plimsoll runs again, and has this board by now. */
  up(board?: Board, revision?: number): Promise<void>;
  send(event: string, data: object): Promise<void>;
  /** How many EventSources the page has opened. */
  opened(): Promise<number>;
}

interface Answers {
  history?: HistoryPoint[];
  /** JSON answers by the end of their path. */
  json?: { [path: string]: object };
}

const jsonOf = (it: Asset) => ({ ...it, since: it.since === null ? null : iso(it.since) });
export const detailOf = (it: Asset, findings: string[]) => ({
  ...jsonOf(it),
  config: {
    name: it.stream,
    num_replicas: it.replicas.length,
    metadata: { "_nats.req.level": String(it.requiredLevel) },
  },
  configAt: iso(NOW - 900_000),
  createdAt: iso(NOW - 86_400_000),
  messages: "18446744073709551615",
  bytes: "1024",
  subjects: [`${it.stream}.>`],
  needs: { level: 4, version: "2.14.0", because: "sourcing" },
  runnableOn: ["n1", "n2"],
  notRunnableOn: [{ server: "n3", why: "does not know the field sourcing" }],
  findings,
  history: [
    { at: iso(NOW - 3_600_000), state: "online", reason: null },
    { at: iso(NOW - 720_000), state: it.state, reason: it.reason?.text ?? null },
  ],
});
const findingsOf = ({ findings }: Board, asset: Asset) =>
  Object.values(findings).flatMap(({ key, subjects }) => (subjects.some(({ id }) => id === asset.id) ? [key] : []));
const iso = (at: number) => new Date(at).toISOString();

/** Stands in for Plimsoll's HTTP side, before the page loads: an EventSource under the test's control, and JSON answers. */
export async function fakeFeed(page: Page, board: Board | null, answers: Answers = {}): Promise<FakeFeed> {
  await page.addInitScript(install, { board, now: NOW, offset: OFFSET });
  const assets = Object.values(board?.assets ?? {});
  const json: { [path: string]: object } = {
    "/api/v1/contexts": { contexts: [{ name: "prod" }] },
    "/history": { revision: 1, history: answers.history ?? calmHistory },
    "/healthz": {},
    "/assets": { revision: 1, total: assets.length, accounts: [], assets: assets.map(jsonOf), nextCursor: null },
    ...answers.json,
  };
  let isDown = false;
  await page.route(/\/api\/v1\/|\/healthz$/, async (route) => {
    if (isDown) return route.abort("connectionrefused");
    const { pathname, searchParams } = new URL(route.request().url());
    const found = Object.entries(json).find(([end]) => pathname.endsWith(end));
    const asset = pathname.endsWith("/asset") && board?.assets[searchParams.get("id") ?? ""];
    // The header is a proxy's, by another clock.
    if (found) await route.fulfill({ json: found[1], headers: { date: new Date(0).toUTCString() } });
    else if (asset) await route.fulfill({ json: { revision: 1, asset: detailOf(asset, findingsOf(board, asset)) } });
    else await route.fulfill({ status: 404, json: { error: "not in this test" } });
  });
  const control = (name: string, ...values: unknown[]) =>
    page.evaluate(([method, given]) => Reflect.get(Reflect.get(window, "fakeFeed"), method)(...given), [
      name,
      values,
    ] as const);
  return {
    board: (next, revision = 2, ageMs = 0) => control("board", next, revision, ageMs),
    delta: (delta, revision) => control("delta", delta, revision),
    silence: () => control("silence"),
    freeze: () => control("freeze"),
    drop: () => control("drop"),
    down: () => {
      isDown = true;
      return control("down");
    },
    up: (next, revision) => {
      isDown = false;
      return control("up", next ?? null, revision ?? null);
    },
    send: (event, data) => control("send", event, data),
    opened: () => control("opened"),
  };
}

/** Waits until the page shows this revision of the fake feed's board, and not what the server drew. */
export async function shows(page: Page, revision: number): Promise<void> {
  const meta = page.locator(`meta[name="plimsoll-revision"][content="${OFFSET + revision}"]`);
  await expect(meta).toBeAttached();
}

/** Runs in the page. */
function install({ board: first, now: start, offset }: { board: Board | null; now: number; offset: number }): void {
  const began = performance.now();
  const now = () => start + performance.now() - began;
  const sources = new Set<FakeEventSource>();
  let board = first;
  let revision = 1;
  let observedAt: number | null = null;
  // A system that was never observed has no age.
  const isObserved = (it: Board) => Object.keys(it.servers).length > 0;
  let isSilent = false;
  let isFrozen = false;
  let isDown = false;
  let opened = 0;
  // Null while the page is being replaced by its next load.
  const buildId = () => document.documentElement?.dataset.build;

  class FakeEventSource extends EventTarget {
    onerror: (() => void) | null = null;
    constructor() {
      super();
      opened += 1;
      sources.add(this);
      setTimeout(() => (isDown ? this.onerror?.() : this.greet()), 0);
    }
    greet(): void {
      if (isSilent || !sources.has(this)) return;
      if (!isFrozen && board && isObserved(board)) observedAt = now();
      if (board) emit(this, "board", { revision, observedAt, buildId: buildId(), board });
      emit(this, "ping", pingOf());
    }
    close(): void {
      sources.delete(this);
    }
  }

  function pingOf() {
    return { revision, observedAt, buildId: buildId(), now: now() };
  }
  function emit(source: EventTarget, name: string, data: object): void {
    const numbered = { ...data, revision: Number(Reflect.get(data, "revision")) + offset };
    source.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(numbered) }));
  }
  function drop(): void {
    for (const source of [...sources]) source.onerror?.();
  }
  function send(name: string, data: object): void {
    for (const source of [...sources]) emit(source, name, data);
  }
  setInterval(() => {
    if (isSilent || isDown) return;
    if (!isFrozen && board && isObserved(board)) observedAt = now();
    send("ping", pingOf());
  }, 1_000);
  Object.assign(window, {
    EventSource: FakeEventSource,
    fakeFeed: {
      board(next: Board, at: number, ageMs: number) {
        board = next;
        revision = at;
        observedAt = now() - ageMs;
        send("board", { revision, observedAt, buildId: buildId(), board });
        send("ping", pingOf());
      },
      delta(delta: object, at: number) {
        revision = at;
        observedAt = now();
        send("delta", { revision, observedAt, delta });
      },
      silence: () => {
        isSilent = true;
      },
      freeze: () => {
        isFrozen = true;
      },
      down() {
        isDown = true;
        drop();
      },
      up(next: Board | null, at: number | null) {
        isDown = false;
        board = next ?? board;
        revision = at ?? revision;
      },
      drop,
      send,
      opened: () => opened,
    },
  });
}
