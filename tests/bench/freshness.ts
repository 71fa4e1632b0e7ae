import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { chromiumOptions } from "../setup/chromium.ts";
import { populate, type SimServer, type SimStream } from "../simulator/population.ts";
import type { Preset } from "../simulator/presets.ts";
import { type RemoteSystem, spawnSystem } from "../simulator/spawn.ts";
import { type SeenText, watchText } from "./seen-text.ts";
import { boardOfSimulated } from "./simulated-board.ts";

/** How long changes took until they were seen, in poll intervals. */
export interface Freshness {
  versions: number[];
  streams: number[];
  /** Of streams, while they change so often that looking at it costs more than Plimsoll may. */
  hurried: number[];
}

export interface FreshnessOptions {
  /** ms. */
  pollInterval: number;
  /** How long to wait after the first board, s. */
  rest: number;
  /** How long to make changes, s. */
  seconds: { [kind in keyof Freshness]: number };
  /** Until the first board must be complete, ms. */
  deadline: number;
}

/** One seed for the system and for what is known of it here. */
const SEED = 1;
/** Things that change independently of each other: servers on one page, and pages with a stream each. */
const AT_ONCE = 5;
/** Each waits up to so many poll intervals until it changes again: with five of them, once a second in all. */
const CALM = 4;
/** Two or three times a second. */
const HURRIED = 1;
const VERSIONS = ["2.15.1", "2.15.2"] as const;
/** A change that is not seen for so long, ms, counts as one that took so long. */
export const LONGEST = 60_000;

/** From changes in a simulated system to the frames in Chromium that show them. */
export async function measureFreshness(preset: Preset, options: FreshnessOptions): Promise<Freshness> {
  await using system = await spawnSystem(preset, SEED);
  const { pollInterval, rest, deadline } = options;
  const assets = preset.streams + preset.consumers;
  await using board = await boardOfSimulated(system.url, { pollInterval, assets, deadline });
  await sleep(rest * 1_000);
  const browser = await chromium.launch(chromiumOptions());
  const place = { browser, url: board.page, system, preset, ...options };
  try {
    const versions = await changeVersions(place);
    return { versions, ...(await changeStreams(place)) };
  } finally {
    await browser.close();
  }
}

interface Place extends FreshnessOptions {
  browser: Browser;
  /** Of the system's page. */
  url: string;
  system: RemoteSystem;
  preset: Preset;
}

/** How long to go on, s, and how long to wait for the next change at most, poll intervals. */
interface Pace {
  seconds: number;
  pause: number;
}

/** On the board: servers come to run another version, and go back. */
async function changeVersions(place: Place): Promise<number[]> {
  const { servers } = populate(place.preset, SEED);
  const page = await openPage(place, "");
  const names = servers.slice(0, AT_ONCE).map(({ name }) => name);
  const seen = await watchText(page, "version of a server", names);
  const all = names.map((name) =>
    changeAgainAndAgain(place, { seconds: place.seconds.versions, pause: CALM }, VERSIONS, async (version) => {
      const shown = seen.next(name, version, LONGEST);
      return timed(place.system.change({ server: name, version }), shown);
    }),
  );
  const times = await Promise.all(all);
  await page.close();
  return times.flat();
}

/** On servers' own pages: a stream that only this server holds goes offline, and comes back. */
async function changeStreams(place: Place): Promise<Pick<Freshness, "streams" | "hurried">> {
  const single = [...populate(place.preset, SEED).streams.values()].filter(({ hosts }) => hosts.length === 1);
  const oneEach = new Map(
    single.flatMap((stream) => stream.hosts.map((host): [SimServer, typeof stream] => [host, stream])),
  );
  // All are there before the first change: opening one more takes processor time that a wall does not spend.
  const opened: [SimStream, Page, SeenText][] = [];
  for (const [{ id }, stream] of [...oneEach].slice(0, AT_ONCE)) {
    const page = await openPage(place, `/servers/${id}`);
    opened.push([stream, page, await watchText(page, "whether a stream is in trouble", [stream.name])]);
  }
  const changeAll = async (pace: Pace): Promise<number[]> => {
    const all = opened.map(([{ index, name }, , seen]) =>
      changeAgainAndAgain(place, pace, ["in trouble", "well"], async (state) => {
        const shown = seen.next(name, state, LONGEST);
        return timed(place.system.change({ stream: index, isOffline: state === "in trouble" }), shown);
      }),
    );
    return (await Promise.all(all)).flat();
  };
  const streams = await changeAll({ seconds: place.seconds.streams, pause: CALM });
  const hurried = await changeAll({ seconds: place.seconds.hurried, pause: HURRIED });
  await Promise.all(opened.map(([, page]) => page.close()));
  return { streams, hurried };
}

/** From when a change was made to when it was shown, ms. */
async function timed(made: Promise<number>, shown: Promise<number | null>): Promise<number> {
  const [madeAt, shownAt] = await Promise.all([made, shown]);
  return shownAt === null ? LONGEST : shownAt - madeAt;
}

/** The next change comes at a moment that has nothing to do with that of a poll. Gives how long each took, in polls. */
async function changeAgainAndAgain<State>(
  { pollInterval }: Place,
  { seconds, pause }: Pace,
  states: readonly [State, State],
  change: (state: State) => Promise<number>,
): Promise<number[]> {
  const taken: number[] = [];
  const end = performance.now() + seconds * 1_000;
  // An even number, so that all is as it was.
  while (performance.now() < end || taken.length % 2 > 0) {
    await sleep(Math.random() * pause * pollInterval);
    taken.push((await change(states[taken.length % 2 === 0 ? 0 : 1])) / pollInterval);
  }
  return taken;
}

async function openPage({ browser, url, deadline }: Place, path: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  page.setDefaultTimeout(deadline);
  // What the server drew stands there before the page can show what is new.
  const live = page.waitForResponse(/\/events(\?|$)/);
  await Promise.all([page.goto(url + path), live]);
  return page;
}
