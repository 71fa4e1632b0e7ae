import { releaseFor } from "./api-level.ts";
import type { Asset } from "./asset.ts";
import { commandsFor } from "./asset-commands.ts";
import { type Cases, caseOf, troubledAssets } from "./cases.ts";
import { lostSince } from "./config-fields.ts";
import { assetSubject, type Draft, type Facts, type Rule, subjectsOf } from "./facts.ts";
import type { FindingCode, Severity } from "./finding.ts";
import { assetTroubleIn, remedyForWords } from "./health-words.ts";
import { blockerBehind, UNBLOCK } from "./meta-block.ts";
import type { Reason, ReasonKind } from "./reason.ts";
import { changeOfRelease, DECIDED_BY_RELEASE } from "./runnability.ts";
import { isSameAnywhere, sharedReason } from "./shared-reason.ts";
import { type Domain, isStop, serverNamed } from "./topology.ts";
import { countOf, listed } from "./words.ts";

/** Assets that nothing serves, one finding a cause. */
export const downAssets: Rule = (facts) => {
  const down = troubledAssets(facts.cases).filter(isDown);
  const groups = Map.groupBy(down, (asset) => downCause(asset, facts.cases));
  return [...groups].map(([key, assets]) => {
    const reasons = assets.map((asset) => rootReason(asset, facts.cases));
    const streams = assets.filter((asset) => asset.kind === "stream").length;
    const consumers = assets.length - streams;
    const isOffline = assets[0]?.state === "offline";
    const code = isOffline ? (streams > 0 ? "JS_STREAM_OFFLINE" : "JS_CONSUMER_OFFLINE") : "JS_ASSET_UNAVAILABLE";
    return assetFinding(
      code,
      "critical",
      key,
      assets,
      reasons,
      `${placeOf(assets, facts)}${tally(streams, consumers)} ${isOffline ? "offline" : "unavailable"}`,
      facts,
    );
  });
};

/** Streams and consumers that run with a replica missing: because a server cannot run it, or for another cause. */
export const degradedAssets: Rule = (facts) => {
  const degraded = troubledAssets(facts.cases).filter((asset) => asset.state === "degraded");
  const groups = Map.groupBy(degraded, degradedCause);
  return [...groups].map(([key, assets]) => {
    const reasons = assets.map((asset) => asset.reason);
    const isUnsupported = assets.some((asset) => asset.replicas.some((replica) => replica.state === "offline"));
    const code = isUnsupported ? "JS_REPLICA_UNSUPPORTED" : "JS_ASSET_DEGRADED";
    const streams = assets.filter((asset) => asset.kind === "stream").length;
    const what = `${placeOf(assets, facts)}${tally(streams, assets.length - streams)} degraded`;
    return assetFinding(code, isRefusing(assets[0]) ? "critical" : "warning", key, assets, reasons, what, facts);
  });
};

/** Whether it is the leader itself that is in trouble: then it serves what it has, and takes nothing more. */
function isRefusing(asset: Asset | undefined): boolean {
  return typeof asset?.leader === "string" && asset.reason?.servers?.includes(asset.leader) === true;
}

/**
 * The cause of an asset that is not well, as it follows the code in the key of its finding; null where there is no
 * finding.
 */
export function troubleCause(asset: Asset, cases: Cases): string | null {
  if (isDown(asset)) return downCause(asset, cases);
  return asset.state === "degraded" ? degradedCause(asset) : null;
}

function isDown({ state }: Asset): boolean {
  return state === "offline" || state === "unavailable";
}

function downCause(asset: Asset, cases: Cases): string {
  return causeKey(asset, rootReason(asset, cases));
}

function degradedCause(asset: Asset): string {
  return causeKey(asset, asset.reason);
}

/** A consumer's cause is its stream's; a stopped stream's is that of the consumer which stopped it. */
function rootReason(asset: Asset, cases: Cases): Reason | null {
  const { reason } = asset;
  if (reason?.kind === "stream-offline") {
    const stream = caseOf(cases, { ...asset, consumer: null })?.asset;
    return stream ? rootReason(stream, cases) : reason;
  }
  if (reason?.kind === "unsupported-consumer" && reason.consumer !== undefined) {
    const culprit = caseOf(cases, { ...asset, consumer: reason.consumer })?.asset;
    if (culprit?.reason && culprit.reason.kind !== "stream-offline") return culprit.reason;
  }
  return reason;
}

/**
 * Names of servers repeat across domains: what is down with n3 here has a different cause from what is down with n3
 * there. Within one, what servers refuse by their release has one cause, on however many of them.
 */
function causeKey({ domain, state, stream }: Asset, reason: Reason | null): string {
  if (!reason) return [domain, state].join(":");
  const { kind, cause, raw, inferred, requiredLevel, currentLevel, field, consumer, servers = [] } = reason;
  // Where nothing else tells causes apart, the servers' own words do; that they name a different asset makes no
  // different cause.
  const isTold = inferred || (requiredLevel ?? field ?? consumer) !== undefined;
  const trouble = assetTroubleIn(raw)?.kind;
  const words = isTold ? [] : trouble ? [trouble] : (raw?.split(/[\s'":,]+/).filter((word) => word !== stream) ?? []);
  const what = [kind, ...(cause ? [cause] : []), requiredLevel, currentLevel, field, consumer];
  const where = isSameAnywhere(reason) ? [] : servers.toSorted();
  return [domain, state, ...what, ...words, ...where].join(":");
}

/** The domain of assets of one cause, to begin a title with where there are several. */
function placeOf([first]: Asset[], { topology }: Facts): string {
  return topology.domains.size > 1 && first?.domain ? `${first.domain}: ` : "";
}

function assetFinding(
  code: FindingCode,
  severity: Severity,
  key: string,
  assets: Asset[],
  reasons: (Reason | null)[],
  what: string,
  facts: Facts,
): Draft {
  const reason = sharedReason(reasons.filter((each) => each !== null));
  // One that was not well when watching began has been so for longer than all others.
  const since = assets.reduce((first, asset) => Math.min(first, asset.since ?? Number.NEGATIVE_INFINITY), Infinity);
  return {
    key: `${code}:${key}`,
    code,
    severity,
    title: reason ? `${what}: ${causeOf(reason)}` : what,
    detail: reason
      ? detailOf(reason, facts.topology.domains.get(assets[0]?.domain ?? null))
      : "The servers gave no reason.",
    remedy: remedyOf(reason, assets, facts),
    commands: assets[0] ? commandsFor(assets[0], reasons[0] ?? null) : [],
    since: Number.isFinite(since) ? since : null,
    ...subjectsOf(assets.map(assetSubject)),
  };
}

/** The reason, who concluded it, and what changed where another release decides. */
function detailOf(reason: Reason, domain: Domain | undefined): string {
  const concluded = reason.inferred ? ["Concluded by Plimsoll; the servers gave no reason."] : [];
  return [reason.text, ...concluded, ...(domain ? changesOfRelease(reason, domain) : [])].join(" ");
}

/** Which of the servers that refuse an asset have changed their release since: mostly they were rolled back. */
function changesOfRelease({ kind, cause, field, servers = [] }: Reason, domain: Domain): string[] {
  if (!DECIDED_BY_RELEASE.includes(cause ?? kind)) return [];
  const changed = servers.flatMap((name) => {
    const server = serverNamed(domain, name);
    const change = server && changeOfRelease(server, field);
    return change ? [{ name, change }] : [];
  });
  const changes = Map.groupBy(changed, ({ change }) => change);
  return [...changes].map(([change, all]) => `${listed(all.map(({ name }) => name))} ${change}.`);
}

function tally(streams: number, consumers: number): string {
  const parts = [streams > 0 && countOf(streams, "stream"), consumers > 0 && countOf(consumers, "consumer")];
  return parts.filter((part) => part !== false).join(" and ");
}

/** The cause in a few words, for a title. */
function causeOf(reason: Reason): string {
  const where = reason.servers && reason.servers.length > 0 ? listed(reason.servers) : "a server";
  switch (reason.kind) {
    case "api-level":
      return `${where} at API level ${reason.currentLevel}, needs ${reason.requiredLevel}`;
    case "config-field":
      return `${where} ${(reason.servers?.length ?? 0) > 1 ? "do" : "does"} not know ${reason.field ? `the field "${reason.field}"` : "the configuration"}`;
    case "unsupported-consumer":
      return `stopped for the consumer "${reason.consumer}"`;
    case "host-down":
      return `${where} not answering`;
    case "no-quorum":
      return reason.cause
        ? `no majority: ${causeOf({ ...reason, kind: reason.cause })}`
        : `no majority without ${where}`;
    case "no-meta-leader":
      return "no meta leader";
    case "host-behind-meta":
      return `${where} cut off from the meta leader`;
    case "jetstream-disabled":
      return `JetStream ${isStop(reason.raw) ? "has stopped" : "is off"} on ${where}`;
    case "catching-up":
      return `replica on ${where} not current`;
    case "decode-error":
      return "a server cannot decode the configuration";
    case "stopped": {
      const trouble = assetTroubleIn(reason.raw)?.kind;
      if (trouble === "unrecovered") return `not recovered on ${where}`;
      return trouble === "write-error" ? `write error on ${where}` : (reason.raw ?? reason.text);
    }
    case "unknown":
      return reason.raw ?? reason.text;
    case "stream-offline":
      return "the stream is down";
    case "not-observed":
      return "the account is not observed";
    case "no-answer":
      return "served by no server";
  }
}

function remedyOf(reason: Reason | null, assets: Asset[], { blockers, cases }: Facts): string {
  if (!reason) return "Look at the server logs.";
  if (blockerBehind(reason, assets[0]?.domain ?? null, blockers) !== undefined) return UNBLOCK;
  const lost = lostSince(reason.field ?? "");
  return lost
    ? `Start ${those(reason)} with a release older than nats-server ${lost}, which took the field out.${whatIsKept(assets, cases)}`
    : REMEDIES[reason.cause ?? reason.kind](reason, () => whatIsKept(assets, cases));
}

/** What comes back, after a space, of assets once a release that can run them does: what was in memory went with the restart. */
function whatIsKept(assets: Asset[], cases: Cases): string {
  const isOnDisk = assets.some((asset) => !isInMemory(asset, cases));
  // A replica that is missing gets everything from those that run.
  const isLost = assets.some((asset) => isDown(asset) && isInMemory(asset, cases));
  return [
    isOnDisk && " Data on disk is safe and comes back with it.",
    isLost && " What was held only in memory is lost with the restart.",
  ]
    .filter((part) => part !== false)
    .join("");
}

/** As far as its configuration is known; a consumer has nothing without its stream. */
function isInMemory(asset: Asset, cases: Cases): boolean {
  const configOf = (name: Asset) => caseOf(cases, name)?.config;
  return configOf({ ...asset, consumer: null })?.storage === "memory" || configOf(asset)?.mem_storage === true;
}

/** The servers to do something with, in the middle of a sentence. */
function those({ servers: [server, ...others] = [] }: Reason): string {
  return others.length > 0 ? "these servers" : (server ?? "the server");
}

/** What to do, by kind of reason. */
const REMEDIES = {
  "api-level": (reason, kept) =>
    `Upgrade ${those(reason)} to ${reason.requiredLevel === undefined ? "a newer release" : releaseFor(reason.requiredLevel)}.${kept()}`,
  "config-field": (reason, kept) =>
    `Upgrade ${those(reason)} to ${reason.release ? `nats-server ${reason.release} or newer` : "a release that knows the field"}.${kept()}`,
  "unsupported-consumer": () => "Upgrade the server, or delete the consumer if nobody needs it and restart the server.",
  "stream-offline": () => "Bring its stream back first.",
  "decode-error": ({ release }) =>
    `Start the server with ${release ? `nats-server ${release}` : "the release that wrote the asset"}, or a newer one.`,
  stopped: ({ raw }) => remedyForWords(raw) ?? "Read the server's log for the error that stopped it.",
  "host-down": () =>
    "Start the server, or find out why it does not answer. Data of assets with one replica exists only there.",
  "no-quorum": () => "Bring back enough of the servers for a majority of the replicas.",
  "no-meta-leader": () => "Bring back enough JetStream servers for a majority of the meta group.",
  "host-behind-meta": () => "Read the server's log and check its routes; restart it if it does not catch up.",
  "jetstream-disabled": ({ raw }) =>
    remedyForWords(raw) ?? "Switch JetStream on again in the server's configuration, or move the asset.",
  "catching-up": () => "Wait while it catches up; if it does not, read the server's log and check its disk and routes.",
  "not-observed": () => "Give Plimsoll read access to the account's JetStream API to see the servers' reason.",
  "no-answer": () => "Read the logs of the servers that should host it.",
  unknown: () => "Read the servers' words and their logs.",
} as const satisfies Record<ReasonKind, (reason: Reason, kept: () => string) => string>;
