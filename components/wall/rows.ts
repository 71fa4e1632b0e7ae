import { STATE_SIGNS } from "#components/asset/state.ts";
import { accountText, assetLabel, kindText, placementText } from "#components/asset/words.ts";
import { ledgerOf } from "#components/finding/ledger.ts";
import { SEVERITY_SIGNS } from "#components/finding/severity.ts";
import type { Shape, Tone } from "#components/ui/shape.tsx";
import { visible } from "#components/ui/visible.ts";
import type { Asset } from "#lib/model/asset.ts";
import type { Board, Server } from "#lib/model/board.ts";

/** `head`: what a group is about; `item`: one of the group; `note`: what the group leaves out. */
export type RowKind = "head" | "item" | "note";

export interface WallRow {
  key: string;
  kind: RowKind;
  sign: { shape: Shape; tone: Tone; word: string } | null;
  title: string;
  text: string;
  /** ms since the epoch; null where it is not known. */
  since: number | null;
}

/** Rows that belong together and stay together where a page has room. */
export interface WallGroup {
  key: string;
  head: WallRow | null;
  rows: WallRow[];
  /** Affected, but not among `rows`. */
  unlisted: number;
  isCritical: boolean;
}

const PER_CAUSE = 24;

/** What is not well, by cause: worst first, then newest. */
export function troubleRows(board: Board): WallGroup[] {
  return ledgerOf(board, PER_CAUSE).map(({ finding, assets, more }): WallGroup => {
    const rows = assets.map((asset) => assetRow(asset, finding?.detail));
    const rest = { rows, unlisted: more };
    if (!finding) return { key: "-", head: null, isCritical: false, ...rest };
    const { key, severity, title, detail, remedy, since } = finding;
    const head: WallRow = {
      key,
      kind: "head",
      sign: SEVERITY_SIGNS[severity],
      title: visible(title),
      text: visible(detail || remedy),
      since,
    };
    return { key, head, isCritical: severity === "critical", ...rest };
  });
}

function assetRow(asset: Asset, said: string | undefined): WallRow {
  const why = asset.reason?.text ?? "No reason is known.";
  const where = `${kindText(asset)}, ${accountText(asset)}, on ${placementText(asset)}`;
  return {
    key: asset.id,
    kind: "item",
    sign: STATE_SIGNS[asset.state],
    title: asset.consumer === null ? assetLabel(asset) : `${visible(asset.stream)} › ${assetLabel(asset)}`,
    text: visible(said?.startsWith(why) ? where : why),
    since: asset.since,
  };
}

/** Every server, those that are not well first. */
export function serverRows(board: Board): WallGroup[] {
  const rows = Object.values(board.servers).toSorted(
    (a, b) => trouble(b) - trouble(a) || a.name.localeCompare(b.name, "en", { numeric: true }),
  );
  if (rows.length === 0) return [];
  return [{ key: "servers", head: null, rows: rows.map(serverRow), unlisted: 0, isCritical: false }];
}

function trouble({ state, health }: Server): number {
  if (state === "silent") return 2;
  return health.state === "unhealthy" ? 1 : 0;
}

function serverRow(server: Server): WallRow {
  const level = server.jetstream ? `level ${server.apiLevel ?? "not known"}` : "no JetStream";
  const parts = [`${level}, version ${server.version}`, ...(server.metaLeader ? ["meta leader"] : [])];
  return {
    key: server.id,
    kind: "item",
    sign: serverSign(server),
    title: visible(server.name),
    text: visible(parts.join(", ")),
    since: server.state === "silent" ? server.lastSeenAt : null,
  };
}

function serverSign({ state, health }: Server): WallRow["sign"] {
  if (state === "silent") return { shape: "triangle", tone: "critical", word: "Silent" };
  if (health.state === "unhealthy") return { shape: "half", tone: "warning", word: "Unhealthy" };
  if (health.state === "unknown") return { shape: "question", tone: "quiet", word: "Not known" };
  return { shape: "ring", tone: "quiet", word: "Healthy" };
}
