import type { Asset } from "./asset.ts";
import { type AssetCase, accountKey, type Cases, caseOf, openCases, troubledAssets } from "./cases.ts";
import type { Diagnosis } from "./diagnose.ts";
import type { Observation, ObservedAccount } from "./observation.ts";
import type { ReasonKind } from "./reason.ts";

/** A question about one asset that the cheap questions left open. */
export interface Question {
  kind: "stream-info" | "consumer-names" | "consumer-info" | "placement";
  domain: string | null;
  account: string;
  stream: string;
  /** Of `consumer-info`, else null. */
  consumer: string | null;
  /** Whether to wait, after the leader's answer, for those of members that refuse. */
  lingers: boolean;
  /** Whether nothing is known to serve the asset. */
  isDown: boolean;
  /** Names of the servers that host the asset or did; none where that is not known. */
  hosts: readonly string[];
}

/**
 * What to ask next: only about assets that do not plainly run. STREAM.LIST and CONSUMER.LIST are not asked: with one dead
 * stream each costs 4 s and a warning in the servers' log, while INFO of the suspects costs neither.
 */
export function questionsOf(observation: Observation, { cases, topology }: Diagnosis): Question[] {
  const open = openCases(cases);
  const keys = new Set(open.map(({ asset }) => accountKey(asset.domain, asset.account)));
  const accounts = new Map(
    observation.accounts.filter(({ key }) => keys.has(key)).map((account) => [account.key, account]),
  );
  const questions: Question[] = [];
  for (const each of open) {
    const { asset } = each;
    const account = accounts.get(accountKey(asset.domain, asset.account));
    if (!account || isPointless(asset, cases)) continue;
    const isClustered = topology.domains.get(asset.domain)?.isClustered ?? false;
    questions.push(...questionsAbout(each, account).filter(({ kind }) => isClustered || OF_STANDALONE.includes(kind)));
  }
  return questions;
}

/** Domains in which something settles that cannot be asked about: how it ends shows only in the servers' details. */
export function blindlySettling({ accounts }: Observation, { cases }: Diagnosis): Set<string | null> {
  const blind = accounts.filter(({ access }) => access === null);
  const keys = new Set(blind.map(({ key }) => key));
  const settling = troubledAssets(cases).filter(({ state }) => state === "settling");
  return new Set(
    settling.filter((each) => keys.has(accountKey(each.domain, each.account))).map(({ domain }) => domain),
  );
}

/** Standalone, STREAM.LIST says everything about streams, and there is only one place for them. */
const OF_STANDALONE: Question["kind"][] = ["consumer-names", "consumer-info"];

/** Causes that take every consumer down with its stream: asking about each would be waiting for nobody. */
const TAKES_ALL: ReasonKind[] = [
  "host-down",
  "no-quorum",
  "no-meta-leader",
  "host-behind-meta",
  "jetstream-disabled",
  "no-answer",
];

function isPointless(asset: Asset, cases: Cases): boolean {
  if (asset.consumer === null) return false;
  const stream = caseOf(cases, { ...asset, consumer: null })?.asset;
  const isDown = stream !== undefined && stream.state !== "online" && stream.state !== "degraded";
  return isDown && stream.reason !== null && TAKES_ALL.includes(stream.reason.kind);
}

function questionsAbout({ asset, hosts: ranOn }: AssetCase, account: ObservedAccount): Question[] {
  const { domain, account: name, stream, consumer } = asset;
  const isDown = asset.state !== "online" && asset.state !== "degraded";
  const hosts = [...asset.replicas.map(({ server }) => server), ...ranOn];
  const base = { domain, account: name, stream, isDown, hosts };
  const canAsk = account.access !== null;
  // Whoever asks by a service import hears one answer only (accounts.go: Singleton), the leader's where there is one.
  const lingers = account.access === "system-header" && asset.leader !== null && asset.replicas.length > 1;
  if (consumer !== null) return canAsk ? [{ ...base, kind: "consumer-info", consumer, lingers }] : [];
  const placement: Question = { ...base, kind: "placement", consumer: null, lingers: false };
  if (!canAsk) return isDown ? [placement] : [];
  return [
    { ...base, kind: "stream-info", consumer: null, lingers },
    ...(asset.state !== "online" ? [{ ...base, kind: "consumer-names" as const, consumer: null, lingers: false }] : []),
    ...(isDown ? [placement] : []),
  ];
}

/** A question as a key, for its back-off. */
export function questionKey({
  domain,
  account,
  kind,
  stream,
  consumer,
}: Omit<Question, "lingers" | "isDown" | "hosts">): string {
  return [domain ?? "", account, kind, stream, consumer ?? ""].join("\0");
}
