import type { AccountView } from "./account-view.ts";
import type { Asset } from "./asset.ts";
import { conclude } from "./conclude.ts";
import { judgeConsumers } from "./judge-consumers.ts";
import { judgeStream } from "./judge-stream.ts";
import { accountKey, type Memory, NO_MEMORY, type Remembered, type RememberedStream } from "./memory.ts";
import { blameBlockers } from "./meta-block.ts";
import type { Observation } from "./observation.ts";
import { answerOf } from "./probe.ts";
import { type AssetReport, sightStreams } from "./sighting.ts";
import { type Topology, topologyOf } from "./topology.ts";
import type { Verdict } from "./verdict.ts";

export interface Diagnosis {
  topology: Topology;
  /** By asset id. */
  assets: ReadonlyMap<string, Asset>;
  /** Ids of assets of which only their own INFO says that they run. */
  unsure: ReadonlySet<string>;
  memory: Memory;
  /** Whether time alone changes a state, without anything new. */
  isSettling: boolean;
}

export const NO_DIAGNOSIS: Diagnosis = {
  topology: { domains: new Map() },
  assets: new Map(),
  unsure: new Set(),
  memory: NO_MEMORY,
  isSettling: false,
};

interface Concluded {
  assets: Map<string, Asset>;
  unsure: Set<string>;
}

/** Concludes the state and reason of every asset from one observation and what was seen before. */
export function diagnose(observation: Observation, memory: Memory): Diagnosis {
  const topology = topologyOf(observation);
  const concluded: Concluded = { assets: new Map(), unsure: new Set() };
  const accounts = new Map<string, Map<string, RememberedStream>>();
  const sightings = new Map([...topology.domains].map(([name, domain]) => [name, sightStreams(domain)]));

  for (const account of observation.accounts) {
    const domain = topology.domains.get(account.domain);
    if (!domain) continue;
    const key = accountKey(account.domain, account.account);
    const view: AccountView = {
      domain,
      account,
      streams: sightings.get(account.domain)?.get(account.account) ?? new Map(),
      before: memory.accounts.get(key) ?? new Map(),
      memory,
      now: observation.at,
      names: new Set(answerOf(account.names)),
    };
    accounts.set(key, diagnoseAccount(view, concluded));
  }
  const after = { hasBegun: true, accounts };
  const assets = blameBlockers(concluded.assets, topology, after);
  const isSettling = [...assets.values()].some(({ state }) => state === "settling");
  return { topology, assets, unsure: concluded.unsure, memory: after, isSettling };
}

function diagnoseAccount(view: AccountView, concluded: Concluded): Map<string, RememberedStream> {
  const { account } = view;
  const remembered = new Map<string, RememberedStream>();
  for (const name of new Set([...view.streams.keys(), ...view.names, ...view.before.keys()])) {
    const verdict = judgeStream(name, view);
    if (!verdict) continue;
    const before = view.before.get(name);
    const id = { domain: account.domain, account: account.account, stream: name, consumer: null };
    const stream = conclude(id, verdict, before?.stream, view);
    note(stream.asset, verdict, concluded);
    const consumers = new Map<string, Remembered>();
    for (const [consumer, own] of judgeConsumers({ asset: stream.asset, verdict }, view)) {
      const { asset, remembered: kept } = conclude({ ...id, consumer }, own, before?.consumers.get(consumer), view);
      note(asset, own, concluded);
      consumers.set(consumer, kept);
    }
    remembered.set(name, { stream: stream.remembered, consumers });
  }
  return remembered;
}

function note(asset: Asset, { isUnsure }: Verdict<AssetReport>, { assets, unsure }: Concluded): void {
  assets.set(asset.id, asset);
  if (isUnsure) unsure.add(asset.id);
}
