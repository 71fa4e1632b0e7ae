import type { JszReport, StatszReport, VarzReport } from "../model/report.ts";

/** What STATSZ tells of VARZ, over what is known from VARZ itself. */
export function withBriefVarz(known: VarzReport | null, report: StatszReport): VarzReport {
  const { server, apiLevel, levelReported, startedAt, featureFlags } = report;
  return { server, apiLevel, levelReported, startedAt, featureFlags: featureFlags ?? known?.featureFlags ?? null };
}

/** What STATSZ tells of JSZ: all but the counts of streams and consumers. */
export function withBriefJsz(known: JszReport, { server, apiLevel, meta }: StatszReport): JszReport {
  if (apiLevel === null) return known;
  const log = meta?.log ?? known.meta?.log ?? null;
  // Where nobody leads, STATSZ has no peers, but JSZ lists the members.
  const peers = meta && meta.leader === null ? (known.meta?.peers ?? []) : (meta?.peers ?? []);
  return { ...known, server, apiLevel, meta: meta && { ...meta, log, peers } };
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
