import type { Page } from "@playwright/test";
import type { Board } from "../../lib/model/board.ts";
import type { Delta } from "../../lib/model/delta.ts";
import * as boards from "../browser/boards/boards.ts";
import { board, server } from "../browser/boards/build.ts";
import { type FakeFeed, fakeFeed, shows } from "../browser/fake-feed.ts";
import { longestTask } from "./longest-task.ts";
import { median } from "./statistics.ts";

/** What a page has to take at once, with its longest task in ms, and that of a small incident in the same run. */
export interface Burden {
  at: string;
  longest: number;
  small: number;
}

const CLUSTERS = 30;
const CHANGES_A_SECOND = 100;

/** 300 servers in 30 clusters, in the middle of a rollout: each has a line of its own. */
const fleet = board({
  servers: Array.from({ length: 300 }, (_, index) =>
    server(`n${index}`, {
      cluster: `C${index % CLUSTERS}`,
      metaLeader: index < CLUSTERS,
      ...(index % 2 === 0 && { version: "2.12.15", apiLevel: 3 }),
    }),
  ),
});

/** Longest tasks of a page at `/` whose feed is ours. */
export async function measureBurdens(page: Page, rounds: number, seconds: number): Promise<Burden[]> {
  const feed = await fakeFeed(page, boards.healthy);
  await page.goto("/");
  await shows(page, 1);
  let revision = 1;
  const change = (to: Board) => longestTask(page, () => show(page, feed, to, ++revision));
  const alternate = async (to: Board): Promise<number> => {
    await change(boards.healthy);
    return change(to);
  };
  const taken: { small: number; assets: number; servers: number }[] = [];
  // The first compiles, and is not counted.
  for (let round = 0; round <= rounds; round++) {
    taken.push({
      small: await alternate(boards.incident),
      assets: await alternate(boards.crowded),
      servers: await alternate(fleet),
    });
  }
  const counted = taken.slice(1);
  const small = median(counted.map((round) => round.small));
  await change(boards.crowded);
  const churning = await longestTask(page, () => churn(page, boards.crowded, revision + 1, seconds));
  return [
    { at: "1,000 offline assets", longest: median(counted.map(({ assets }) => assets)), small },
    { at: "300 servers in a rollout", longest: median(counted.map(({ servers }) => servers)), small },
    { at: `${CHANGES_A_SECOND} changes a second for ${seconds} s`, longest: churning, small },
  ];
}

async function show(page: Page, feed: FakeFeed, to: Board, revision: number): Promise<void> {
  await feed.board(to, revision);
  await shows(page, revision);
}

/** One asset after the other recovers and fails again, each in a delta of its own. */
async function churn(page: Page, { assets }: Board, from: number, seconds: number): Promise<void> {
  const steps = Object.values(assets).flatMap((asset): Delta[] => [
    { assets: { removed: [asset.id] } },
    { assets: { set: { [asset.id]: asset } } },
  ]);
  await page.evaluate(
    ({ steps, from, count, pause }) =>
      new Promise<void>((resolve) => {
        const feed = Reflect.get(window, "fakeFeed");
        const began = performance.now();
        let sent = 0;
        const timer = setInterval(() => {
          // A timer that comes late makes up for it.
          const due = Math.min(count, (performance.now() - began) / pause);
          for (; sent < due; sent++) feed.delta(steps[sent % steps.length], from + sent);
          if (sent < count) return;
          clearInterval(timer);
          resolve();
        }, pause);
      }),
    { steps, from, count: CHANGES_A_SECOND * seconds, pause: 1_000 / CHANGES_A_SECOND },
  );
  await shows(page, from + CHANGES_A_SECOND * seconds - 1);
}
