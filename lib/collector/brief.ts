import type { JszReport, MetaReport, StatszReport, VarzReport } from "../model/report.ts";

/** What STATSZ tells of VARZ, over what is known from VARZ itself. */
export function withBriefVarz(known: VarzReport | null, report: StatszReport): VarzReport {
  const { server, apiLevel, levelReported, startedAt, featureFlags } = report;
  return { server, apiLevel, levelReported, startedAt, featureFlags: featureFlags ?? known?.featureFlags ?? null };
}

/**
 * What STATSZ tells of JSZ: all but the counts of what it holds. It has to do where JSZ may not be asked; null where
 * neither tells of JetStream.
 */
export function withBriefJsz(known: JszReport | null, { server, apiLevel, meta }: StatszReport): JszReport | null {
  // Without JetStream it is in no meta group.
  if (apiLevel === null) return known && { ...known, meta: null };
  const log = meta?.log ?? known?.meta?.log ?? null;
  const counts = known ?? { disabled: false, accounts: null, streams: null, consumers: null };
  return { ...counts, server, apiLevel, meta: withKnownPeers(meta && { ...meta, log }, known) };
}

/** While nobody leads, only JSZ since 2.15 tells of peers (monitor.go: Jsz): those that a server knew before stay the members. */
export function withKnownPeers(meta: MetaReport | null, known: JszReport | null): MetaReport | null {
  if (meta === null || meta.leader !== null || meta.peers.length > 0) return meta;
  return { ...meta, peers: known?.meta?.peers ?? [] };
}

/** What, when it changes, makes a server's VARZ, JSZ and HEALTHZ worth asking for at once. */
export function statszFingerprint(report: StatszReport): string {
  const { startedAt, apiLevel, haAssets, accounts, featureFlags, meta } = report;
  const { version, jetstream } = report.server;
  const peers = meta?.peers.map(({ name, current, offline }) => [name, current, offline]).sort();
  return JSON.stringify([
    version,
    jetstream,
    startedAt,
    apiLevel,
    haAssets,
    accounts,
    featureFlags,
    meta?.leader,
    peers,
  ]);
}
