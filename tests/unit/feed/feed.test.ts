import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { InitialSnapshot } from "#components/feed/events.ts";
import { openFeed } from "#components/feed/feed.ts";
import type { Delta } from "#lib/model/delta.ts";
import type { Published } from "#lib/model/store.ts";
import { published } from "../output/published.ts";

const { board } = published();
const URL = "/events";

/** What a feed of the stub sends, and how long after it was asked for, ms. */
interface Sent {
  after: number;
  event: "board" | "delta" | "ping";
  data: object;
}

let answer: (url: string) => { opensAfter: number; sends: Sent[] };
let opened: StubEventSource[] = [];

class StubEventSource extends EventTarget {
  readonly OPEN = 1;
  readyState = 0;
  url: string;
  constructor(url: string) {
    super();
    this.url = url;
    opened.push(this);
    const { opensAfter, sends } = answer(url);
    const later = (after: number, act: () => void) => setTimeout(() => this.readyState !== 2 && act(), after);
    later(opensAfter, () => {
      this.readyState = 1;
    });
    for (const { after, event, data } of sends) {
      later(after, () => this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) })));
    }
  }
  close(): void {
    this.readyState = 2;
  }
}

const boardAt = (revision: number, after: number): Sent => ({
  after,
  event: "board",
  data: { revision, observedAt: 1_000, buildId: "b", board },
});
const deltaTo = (revision: number, delta: Delta, after = 0): Sent => ({
  after,
  event: "delta",
  data: { revision, observedAt: 1_000, delta },
});
/** Signs of life for ten minutes. */
const pingsAt = (revision: number, after = 0): Sent[] =>
  Array.from({ length: 120 }, (_, index) => ({
    after: after + index * 5_000,
    event: "ping",
    data: { revision, observedAt: 1_000, buildId: "b", now: 2_000 },
  }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", StubEventSource);
  opened = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function open(initial: InitialSnapshot | null) {
  const shown: Published[] = [];
  const links: string[] = [];
  const clock = () => ({ monotonic: performance.now(), wall: Date.now() });
  const feed = openFeed({
    url: URL,
    initial,
    pulse: { link: "connecting", observedAt: null, serverNow: null, heardAt: clock() },
    onSnapshot: (snapshot) => shown.push(snapshot),
    onPulse: ({ link }) => links.push(link),
    onBuild: () => {},
    probe: async () => "retrying",
    clock,
    random: () => 0,
  });
  return { feed, shown, links, urls: () => opened.map(({ url }) => url) };
}

const drawn: InitialSnapshot = { revision: 7, observedAt: 1_000, board, now: 2_000 };

test.each([12, 45, 100])("over a link on which a board takes %i s it comes, and the feed goes on", async (seconds) => {
  answer = (url) => ({
    opensAfter: 300,
    sends: url === URL ? [boardAt(7, seconds * 1_000), ...pingsAt(7, seconds * 1_000)] : pingsAt(7, 300),
  });
  const { feed, shown, links } = open(null);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(shown).not.toHaveLength(0);
  expect(links.at(-1)).toBe("open");
  expect(opened.length).toBeLessThan(7);
  feed.close();
});

test("a feed that does not open is tried again after two heartbeats, however often", async () => {
  answer = () => ({ opensAfter: 3_600_000, sends: [] });
  const { feed } = open(drawn);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(opened.length).toBeGreaterThan(50);
  feed.close();
});

test("what changed since the board that the page was drawn with is asked for, and shown once all of it is there", async () => {
  answer = () => ({
    opensAfter: 0,
    sends: [
      deltaTo(8, { head: { ...board.head, context: "passed" } }),
      deltaTo(9, { head: { ...board.head, context: "now" } }),
      ...pingsAt(9),
    ],
  });
  const { feed, shown, urls } = open(drawn);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(urls()).toEqual([`${URL}?lastEventId=7`]);
  expect(shown.map(({ revision, board: { head } }) => [revision, head.context])).toEqual([[9, "now"]]);
  feed.close();
});

test("a feed that was caught up shows each change as it comes", async () => {
  answer = () => ({ opensAfter: 0, sends: [...pingsAt(7).slice(0, 1), deltaTo(8, {}, 100), deltaTo(9, {}, 200)] });
  const { feed, shown } = open(drawn);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown.map(({ revision }) => revision)).toEqual([7, 8, 9]);
  feed.close();
});

test.each<{ what: string; sends: Sent[] }>([
  { what: "a change is missing", sends: [deltaTo(9, {})] },
  { what: "Plimsoll is at another revision than what came", sends: pingsAt(9) },
])("where $what, a whole board is asked for", async ({ sends }) => {
  answer = (url) => ({ opensAfter: 0, sends: url === URL ? [boardAt(9, 100), ...pingsAt(9, 100)] : sends });
  const { feed, shown, urls } = open(drawn);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(urls()).toEqual([`${URL}?lastEventId=7`, URL]);
  expect(shown.map(({ revision }) => revision)).toEqual([9]);
  feed.close();
});
