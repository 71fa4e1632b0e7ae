import { STATE_SIGNS } from "#components/asset/state.ts";
import { accountText, assetLabel, placementText } from "#components/asset/words.ts";
import { ledgerOf } from "#components/finding/ledger.ts";
import { SEVERITY_SIGNS } from "#components/finding/severity.ts";
import { runsText } from "#components/server/words.ts";
import type { Shape, Tone } from "#components/ui/shape.tsx";
import type { Asset } from "#lib/model/asset.ts";
import type { Board, Server } from "#lib/model/board.ts";
import { repeatedIn } from "#lib/model/repeated.ts";
import { visible } from "#lib/model/visible.ts";
import { compareNames } from "#lib/model/words.ts";

/**
 * `head`: what a group is about; `why`: the reason of all of it; `remedy`: what helps; `item`: some of the group; `note`: what
 * the group leaves out.
 */
export type RowKind = "head" | "why" | "remedy" | "item" | "note";

export interface WallRow {
  key: string;
  kind: RowKind;
  sign: { shape: Shape; tone: Tone; word: string } | null;
  /** Names side by side where there are several. */
  titles: string[];
  text: string;
  /** Of names side by side: which line of how many this is. */
  line: { index: number; of: number } | null;
  /** ms since the epoch; null where it is not known. */
  since: number | null;
}

/** Rows that belong together and stay together where a page has room. */
export interface WallGroup {
  key: string;
  head: WallRow | null;
  why: WallRow | null;
  remedy: WallRow | null;
  rows: WallRow[];
  /** Affected, but not among `rows`. */
  unlisted: number;
  isCritical: boolean;
}

const PER_CAUSE = 60;

/** What is not well, by cause: worst first, then newest. */
export function troubleRows(board: Board): WallGroup[] {
  return ledgerOf(board, PER_CAUSE).map(({ finding, assets, more }): WallGroup => {
    const isSaid = (asset: Asset) => isSaidBy(asset, finding?.detail, assets);
    const twins = repeatedIn(assets.map(titleOf));
    const rows = assets.map((asset) => assetRow(asset, isSaid(asset), twins));
    const rest = { rows, unlisted: more };
    if (!finding) return { key: "-", head: null, why: null, remedy: null, isCritical: false, ...rest };
    const { key, severity, title, detail, remedy, since } = finding;
    const head = { ...headRow(key, visible(title)), sign: SEVERITY_SIGNS[severity], since };
    const textRow = (kind: "why" | "remedy", text: string): WallRow | null =>
      text === "" ? null : { ...head, key: `${key} ${kind}`, kind, sign: null, titles: [], text: visible(text) };
    const texts = { why: textRow("why", detail || remedy), remedy: textRow("remedy", detail && remedy) };
    return { key, head, ...texts, isCritical: severity === "critical", ...rest };
  });
}

/** A row of one title and nothing else. */
export function headRow(key: string, title: string): WallRow {
  return { key, kind: "head", sign: null, titles: [title], text: "", line: null, since: null };
}

/** Whether the head of a group, or the stream that stands beside its consumer, says already why an asset is down. */
function isSaidBy({ reason, account, domain, stream }: Asset, detail: string | undefined, beside: Asset[]): boolean {
  if (!reason) return false;
  if (detail?.startsWith(reason.text)) return true;
  const isItsStream = (it: Asset) => it.consumer === null && it.stream === stream && it.account === account;
  return reason.kind === "stream-offline" && beside.some((it) => isItsStream(it) && it.domain === domain);
}

function titleOf(asset: Asset): string {
  return asset.consumer === null ? assetLabel(asset) : `${visible(asset.stream)} › ${assetLabel(asset)}`;
}

/** A row says why, or where if that is said already; of two of one name each has its account before it. */
function assetRow(asset: Asset, isSaid: boolean, twins: ReadonlySet<string>): WallRow {
  const why = asset.reason?.text ?? "No reason is known.";
  const where = `${accountText(asset)}, on ${placementText(asset)}`;
  const title = titleOf(asset);
  return {
    ...headRow(asset.id, twins.has(title) ? `${accountText(asset)} › ${title}` : title),
    kind: "item",
    sign: STATE_SIGNS[asset.state],
    text: visible(isSaid ? where : why),
    since: asset.since,
  };
}

/** Every server, those that are not well first. */
export function serverRows(board: Board): WallGroup[] {
  const rows = Object.values(board.servers).toSorted((a, b) => trouble(b) - trouble(a) || compareNames(a.name, b.name));
  if (rows.length === 0) return [];
  return [
    { key: "servers", head: null, why: null, remedy: null, rows: rows.map(serverRow), unlisted: 0, isCritical: false },
  ];
}

function trouble({ state, health }: Server): number {
  if (state === "silent") return 2;
  return health.state === "unhealthy" ? 1 : 0;
}

function serverRow(server: Server): WallRow {
  return {
    ...headRow(server.id, visible(server.name)),
    kind: "item",
    sign: serverSign(server),
    text: visible(runsText(server)),
    since: server.state === "silent" ? server.lastSeenAt : null,
  };
}

function serverSign({ state, health }: Server): WallRow["sign"] {
  if (state === "silent") return { shape: "triangle", tone: "warning", word: "Silent" };
  if (health.state === "unhealthy") return { shape: "half", tone: "warning", word: "Unhealthy" };
  if (health.state === "unknown") return { shape: "question", tone: "quiet", word: "Not known" };
  return { shape: "ring", tone: "quiet", word: "Healthy" };
}
