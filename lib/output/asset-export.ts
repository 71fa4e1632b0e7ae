import type { Asset } from "../model/asset.ts";
import type { AssetPage, AssetQuery, Published } from "../model/store.ts";
import { assetJson } from "./asset-json.ts";
import { isoTime } from "./iso-time.ts";

const PAGE = 1000;

/** Gives one page of assets. */
type ReadPage = (query: AssetQuery) => Promise<AssetPage>;

const COLUMNS: [name: string, value: (asset: Asset) => string | number | null][] = [
  ["kind", ({ kind }) => kind],
  ["domain", ({ domain }) => domain],
  ["account", ({ account }) => account],
  ["stream", ({ stream }) => stream],
  ["consumer", ({ consumer }) => consumer],
  ["state", ({ state }) => state],
  ["requiredLevel", ({ requiredLevel }) => requiredLevel],
  ["cluster", ({ cluster }) => cluster],
  ["leader", ({ leader }) => leader],
  ["replicas", ({ replicas }) => replicas.map(({ server, state }) => `${server} ${state}`).join("; ")],
  ["reasonKind", ({ reason }) => reason?.kind ?? null],
  ["reason", ({ reason }) => reason?.text ?? null],
  ["serversWords", ({ reason }) => reason?.raw ?? null],
  ["inferred", ({ reason }) => (reason ? String(reason.inferred) : null)],
  ["since", ({ since }) => isoTime(since)],
];

/** `GET …/assets.csv`: all that a query matches, RFC 4180, a page at a time. */
export async function* csvChunks(read: ReadPage, query: AssetQuery): AsyncGenerator<string> {
  yield `${COLUMNS.map(([name]) => name).join(",")}\r\n`;
  for await (const { assets } of pages(read, query)) {
    yield assets.map((asset) => `${COLUMNS.map(([, value]) => cell(value(asset))).join(",")}\r\n`).join("");
  }
}

/** `GET …/assets.json`: all that a query matches in one document, a page at a time. */
export async function* jsonChunks(
  read: ReadPage,
  query: AssetQuery,
  { revision, observedAt }: Pick<Published, "revision" | "observedAt">,
): AsyncGenerator<string> {
  yield `{"revision":${revision},"observedAt":${JSON.stringify(isoTime(observedAt))},"assets":[`;
  let isFirst = true;
  for await (const { assets } of pages(read, query)) {
    const text = assets.map((asset) => JSON.stringify(assetJson(asset))).join(",\n");
    if (text) yield isFirst ? `\n${text}` : `,\n${text}`;
    isFirst = false;
  }
  yield "\n]}\n";
}

async function* pages(read: ReadPage, query: AssetQuery): AsyncGenerator<AssetPage> {
  const { cursor: _, ...selection } = query;
  let page = await read({ ...selection, limit: PAGE });
  yield page;
  while (page.nextCursor !== null) {
    page = await read({ ...selection, limit: PAGE, cursor: page.nextCursor });
    yield page;
  }
}

/** A CSV field. Names come from NATS: what a spreadsheet would run as a formula gets an apostrophe in front. */
function cell(value: string | number | null): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value ?? "") ? `'${value}` : (value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
