import { type Asset, type AssetDetail, assetNameOf } from "../model/asset.ts";
import type { Board } from "../model/board.ts";
import { type Cases, caseOf, changedAssets } from "../model/cases.ts";
import { diff, isEmpty } from "../model/delta.ts";
import { type Diagnosis, NO_DIAGNOSIS } from "../model/diagnose.ts";
import { findingKeysOf } from "../model/findings.ts";
import { runnabilityOf } from "../model/runnability.ts";
import type { Store, Update } from "../model/store.ts";
import { pageOf } from "./asset-pages.ts";
import { createHistory } from "./history.ts";
import { assetEvent, createTimeline, eventsBetween, MOST_EVENTS } from "./timeline.ts";

/** Updates kept for screens that come back after a short loss. */
const MOST_UPDATES = 200;
/** How many state changes are kept of one asset, and of how many assets. */
const MOST_CHANGES = 50;
const MOST_CHANGED_ASSETS = 10_000;

export interface WritableStore extends Store {
  /** Takes the next board and what it was drawn from; tells subscribers what changed. */
  publish(board: Board, diagnosis: Diagnosis, observedAt: number | null): void;
  /** Forgets the past, when a recording starts again. */
  restart(): void;
}

export function createStore(first: Board, now: () => number): WritableStore {
  // The start time as the first revision: a restarted process never repeats a revision that a screen knows.
  let revision = now();
  let board = first;
  /** What the next board is compared with for the timeline; null where the past was forgotten. */
  let before: Board | null = first;
  let observedAt: number | null = null;
  let diagnosis = NO_DIAGNOSIS;
  let updates: Update[] = [];
  const listeners = new Set<(update: Update) => void>();
  const history = createHistory();
  const timeline = createTimeline();
  const changes = new Map<string, AssetDetail["history"]>();

  function notify(update: Update): void {
    for (const listener of listeners) listener(update);
  }

  function noteAssetChanges(cases: Cases, at: number): void {
    if (cases === diagnosis.cases) return;
    const isFirstLook = diagnosis.cases.accounts.size === 0;
    const news: Asset[] = [];
    for (const asset of changedAssets(diagnosis.cases, cases)) {
      const past = changes.get(asset.id) ?? [];
      if (past.length === 0 && asset.state === "online") continue;
      changes.delete(asset.id);
      changes.set(
        asset.id,
        [...past, { at, state: asset.state, reason: asset.reason?.text ?? null }].slice(-MOST_CHANGES),
      );
      if (!isFirstLook) news.push(asset);
    }
    timeline.add(news.slice(-MOST_EVENTS).map((asset) => assetEvent(asset, at)));
    while (changes.size > MOST_CHANGED_ASSETS) changes.delete(changes.keys().next().value ?? "");
  }

  return {
    publish(next, nextDiagnosis, at) {
      const time = at ?? now();
      noteAssetChanges(nextDiagnosis.cases, time);
      if (before) timeline.add(eventsBetween(before, next, time));
      history.add(now(), next.head);
      const delta = diff(board, next);
      diagnosis = nextDiagnosis;
      // Rows of hundreds of servers are drawn with each poll: those that are equal stay the same objects.
      board = { ...next, servers: keptRows(board.servers, next.servers, delta.servers?.set ?? {}) };
      before = board;
      const isObservedAnew = at !== observedAt;
      observedAt = at;
      if (!isEmpty(delta)) {
        revision += 1;
        const update = { revision, observedAt, delta };
        updates = [...updates.slice(1 - MOST_UPDATES), update];
        notify(update);
      } else if (isObservedAnew) {
        notify({ revision, observedAt, delta: null });
      }
    },
    restart() {
      history.clear();
      timeline.clear();
      changes.clear();
      diagnosis = NO_DIAGNOSIS;
      before = null;
    },
    current: () => ({ revision, observedAt, board }),
    since(known) {
      if (known === revision) return [];
      const oldest = updates[0];
      if (!oldest || known < oldest.revision - 1 || known > revision) return null;
      return updates.filter((update) => update.revision > known);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hasLooked: () => diagnosis.cases.hasBegun,
    assets: (query) => pageOf(diagnosis.cases, query),
    asset: (id) => detailOf(id, diagnosis, board, changes.get(id) ?? []),
    history: () => history.points(),
    timeline: () => timeline.events(),
  };
}

/** The current rows, in their order; those that are not `changed` keep their old objects. */
function keptRows(before: Board["servers"], now: Board["servers"], changed: Board["servers"]): Board["servers"] {
  const rows = Object.entries(now).map(([id, row]) => [id, Object.hasOwn(changed, id) ? row : (before[id] ?? row)]);
  return Object.fromEntries(rows);
}

function detailOf(
  id: string,
  diagnosis: Diagnosis,
  { findings }: Board,
  history: AssetDetail["history"],
): AssetDetail | null {
  const name = assetNameOf(id);
  const found = name && caseOf(diagnosis.cases, name);
  if (!found) return null;
  const { asset, config, configAt, createdAt, messages, bytes } = found;
  return {
    ...asset,
    config,
    configAt,
    createdAt,
    messages,
    bytes,
    ...runnabilityOf(asset, config, diagnosis.topology),
    findings: findingKeysOf(found, diagnosis, Object.values(findings)),
    history,
  };
}
