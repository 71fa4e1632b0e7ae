import { type Asset, type AssetName, assetId, type Replica } from "./asset.ts";
import type { AssetCase } from "./cases.ts";
import { isSame } from "./delta.ts";
import { explained } from "./explain.ts";
import { configOf } from "./kept-config.ts";
import { type Blockers, blamed } from "./meta-block.ts";
import { settle } from "./settling.ts";
import type { AssetReport } from "./sighting.ts";
import type { Domain } from "./topology.ts";
import type { Verdict } from "./verdict.ts";

/** The circumstances of a conclusion. */
interface Circumstances {
  domain: Domain;
  hasBegun: boolean;
  now: number;
  blockers: Blockers;
}

/** The asset as a board shows it, with what to remember of it. */
export function conclude<T extends AssetReport>(
  name: AssetName,
  verdict: Verdict<T>,
  last: AssetCase | undefined,
  { domain: home, hasBegun, now, blockers }: Circumstances,
): AssetCase {
  const { domain, account, stream, consumer } = name;
  const { report, reportedAt, isUnsure } = verdict;
  const before = last?.asset;
  const settled = settle(verdict, last, hasBegun, now);
  const runs = verdict.state === "online" || verdict.state === "degraded";
  // A standalone server reports an empty state for an offline stream: what it held is what it reported while it ran.
  const state = runs && report && "state" in report ? report.state : null;
  const cluster = report?.placement?.cluster ?? before?.cluster ?? null;
  // What was known before may be of an earlier asset of that name, or from before an update: the servers' words are of now.
  const told = verdict.reason?.inferred ? undefined : verdict.reason?.requiredLevel;
  const requiredLevel = report?.requiredLevel ?? told ?? before?.requiredLevel ?? verdict.reason?.requiredLevel ?? null;
  const kind = consumer === null ? "stream" : "consumer";
  const config = configOf(kind, verdict, last, home);
  const asset: Asset = {
    id: before?.id ?? assetId({ domain, account, stream, consumer }),
    kind,
    domain,
    account,
    stream,
    consumer,
    cluster,
    state: settled.state,
    requiredLevel,
    leader: verdict.leader,
    replicas: verdict.replicas,
    reason: blamed(explained(verdict.reason, { kind, config, requiredLevel }, home), home, blockers),
    since: settled.since,
  };
  // An unchanged asset stays the same object, so that replicas stay shared and comparing is cheap.
  const shown = before && isSame(before, asset) ? before : asset;
  return {
    asset: shown,
    isUnsure,
    troubledSince: settled.troubledSince,
    hosts: runs && shown.replicas.length > 0 ? namesOf(shown.replicas) : (last?.hosts ?? []),
    config,
    configAt: report?.config ? reportedAt : (last?.configAt ?? null),
    createdAt: report?.createdAt ?? last?.createdAt ?? null,
    messages: state?.messages ?? last?.messages ?? null,
    bytes: state?.bytes ?? last?.bytes ?? null,
  };
}

const names = new WeakMap<Replica[], string[]>();

/** Kept once for all assets that share their replicas. */
function namesOf(replicas: Replica[]): string[] {
  const made = names.get(replicas) ?? replicas.map(({ server }) => server);
  names.set(replicas, made);
  return made;
}
