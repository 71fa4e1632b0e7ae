import { expect, type TestContext } from "vitest";
import { type User, users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { type Claims, listedOffline, seenByMonitor } from "./other-sources.ts";
import type { Scenario } from "./scenarios.ts";
import { type Fate, type LabAsset, truthOf } from "./truth.ts";
import type { LabWatch } from "./watch-lab.ts";

/** How far a source is from the truth. */
export type Score = { wrong: number; missed: number } | "no answer" | "not asked";

/** One row of ACCURACY.md. */
export interface AccuracyRow {
  scenario: Scenario;
  streams: number;
  consumers: number;
  downStreams: number;
  downConsumers: number;
  plimsoll: Score;
  /** Assets of which Plimsoll says that it cannot know. */
  unobserved: number;
  list: Score;
  monitor: Score;
  unhealthy: string;
  note: string;
}

declare module "vitest" {
  interface TaskMeta {
    accuracy?: AccuracyRow[];
  }
}

export interface Scene {
  system: LabSystem;
  watch: LabWatch;
  assets: LabAsset[];
  /** Whose STREAM.LIST is asked; each call may cost the servers a warning in their logs. */
  lists?: { account: string; user: User; domain: string | null }[];
  /** How long servers may claim what is not so: a leader finds out after 10 s and more that its majority is gone. */
  claimsFor?: number;
  /** Down assets of which Plimsoll cannot know; `note` says why. */
  missed?: string[];
  /** Why Plimsoll's columns are not 0, or what else one must know. */
  note?: string;
}

const APP_LIST = [{ account: "APP", user: users.app, domain: null }];

/** Compares Plimsoll and the servers' own listings with the truth, asset by asset, and notes the row. */
export async function recordAccuracy({ task }: TestContext, scenario: Scenario, scene: Scene): Promise<AccuracyRow> {
  const { system, watch, assets, lists = APP_LIST, missed = [], claimsFor = 0, note = "" } = scene;
  await using sys = await system.openClient(users.sys);
  const isCalledDown = (name: string): boolean => {
    const state = watch.assets().get(name)?.state;
    return state === "offline" || state === "unavailable";
  };
  const end = performance.now() + claimsFor;
  let truth = await truthOf(system, assets);
  while (mistakes(assets, truth, isCalledDown).length > 0 && performance.now() < end) {
    truth = await truthOf(system, assets);
  }
  const seen = watch.assets();
  const monitor = await seenByMonitor(system, sys);
  const inLists = assets.filter(({ consumer, account, domain }) => {
    return consumer === null && lists.some((list) => list.account === account && list.domain === domain);
  });
  const claims = await Promise.all(lists.map((list) => listedOffline(system, list)));
  const streams = assets.filter(({ consumer }) => consumer === null);
  const isDown = ({ name }: LabAsset): boolean => truth.get(name)?.isDown === true;
  const observed = assets.filter(({ name }) => seen.get(name)?.state !== "unobserved");
  const row: AccuracyRow = {
    scenario,
    streams: streams.length,
    consumers: assets.length - streams.length,
    downStreams: streams.filter(isDown).length,
    downConsumers: assets.filter(({ consumer }) => consumer !== null).filter(isDown).length,
    plimsoll: scoreOf(observed, truth, new Set(assets.map(({ name }) => name).filter(isCalledDown))),
    unobserved: assets.length - observed.length,
    list: lists.length === 0 ? "not asked" : listScore(inLists, truth, claims),
    monitor: scoreOf(streams, truth, monitor.claims),
    unhealthy: `${monitor.unhealthy} of ${monitor.servers}`,
    note,
  };
  task.meta.accuracy = [...(task.meta.accuracy ?? []), row];
  const known = missed.map((name) => `${name} is down, and not called so`);
  expect(mistakes(observed, truth, isCalledDown).sort(), `${scenario}: Plimsoll against the servers`).toEqual(
    known.sort(),
  );
  expect(unlikeWords(watch, truth), `${scenario}: reasons against the servers' words`).toEqual([]);
  return row;
}

function scoreOf(assets: LabAsset[], truth: Map<string, Fate>, claims: Set<string>): Score {
  const down = assets.filter(({ name }) => truth.get(name)?.isDown);
  const names = new Set(down.map(({ name }) => name));
  const claimed = assets.filter(({ name }) => claims.has(name));
  return {
    wrong: claimed.filter(({ name }) => !names.has(name)).length,
    missed: down.filter(({ name }) => !claims.has(name)).length,
  };
}

function listScore(assets: LabAsset[], truth: Map<string, Fate>, claims: Claims[]): Score {
  return claims.some((each) => each === null) ? "no answer" : scoreOf(assets, truth, joined(claims));
}

function joined(claims: Claims[]): Set<string> {
  return new Set(claims.flatMap((each) => [...(each ?? [])]));
}

function mistakes(assets: LabAsset[], truth: Map<string, Fate>, isCalledDown: (name: string) => boolean): string[] {
  return assets.flatMap(({ name }) => {
    const isDown = truth.get(name)?.isDown === true;
    if (isDown === isCalledDown(name)) return [];
    return isDown ? [`${name} is down, and not called so`] : [`${name} is not down, but called so`];
  });
}

/** Reported reasons that are not what the servers say when asked for that asset. */
function unlikeWords(watch: LabWatch, truth: Map<string, Fate>): string[] {
  return [...watch.assets()].flatMap(([name, { state, reason }]) => {
    const words = truth.get(name)?.words ?? null;
    const isOwn = state === "offline" && reason?.inferred === false && reason.kind !== "stream-offline";
    return isOwn && reason.raw !== words ? [`${name}: "${reason.raw}", yet the servers say "${words}"`] : [];
  });
}
