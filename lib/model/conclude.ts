import { type Asset, type AssetName, assetId, type Replica } from "./asset.ts";
import { explained } from "./explain.ts";
import { configOf } from "./kept-config.ts";
import type { Memory, Remembered } from "./memory.ts";
import { settle } from "./settling.ts";
import type { AssetReport } from "./sighting.ts";
import type { Domain } from "./topology.ts";
import type { Verdict } from "./verdict.ts";

/** The asset as a board shows it, and what to remember of it. */
export function conclude<T extends AssetReport>(
  name: AssetName,
  verdict: Verdict<T>,
  before: Remembered | undefined,
  { domain: home, memory, now }: { domain: Domain; memory: Memory; now: number },
): { asset: Asset; remembered: Remembered } {
  const { domain, account, stream, consumer } = name;
  const { report } = verdict;
  const settled = settle(verdict, before, memory, now);
  const runs = verdict.state === "online" || verdict.state === "degraded";
  // An offline stream standalone reports an empty state: what it held is what it said while it ran.
  const state = runs && report && "state" in report ? report.state : null;
  const cluster = report?.placement?.cluster ?? before?.cluster ?? null;
  const requiredLevel = report?.requiredLevel ?? before?.requiredLevel ?? verdict.reason?.requiredLevel ?? null;
  const kind = consumer === null ? "stream" : "consumer";
  const config = configOf(kind, verdict, before, home);
  const asset: Asset = {
    id: assetId({ domain, account, stream, consumer }),
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
    reason: explained(verdict.reason, { kind, config, requiredLevel }, home),
    since: settled.since,
  };
  const remembered: Remembered = {
    ...settled,
    hosts: runs && verdict.replicas.length > 0 ? namesOf(verdict.replicas) : (before?.hosts ?? []),
    cluster,
    requiredLevel,
    config,
    configAt: report?.config ? now : (before?.configAt ?? null),
    createdAt: report?.createdAt ?? before?.createdAt ?? null,
    messages: state?.messages ?? before?.messages ?? null,
    bytes: state?.bytes ?? before?.bytes ?? null,
  };
  return { asset, remembered };
}

const names = new WeakMap<Replica[], string[]>();

/** Kept once for all assets that share their replicas. */
function namesOf(replicas: Replica[]): string[] {
  const made = names.get(replicas) ?? replicas.map(({ server }) => server);
  names.set(replicas, made);
  return made;
}
