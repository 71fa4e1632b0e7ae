import { gzipSync } from "node:zlib";

/** Bytes, gzipped: what a first load of a board may take. */
export const FIRST_LOAD_LIMIT = 170_000;

/** The script that the HTML of a page names, each file gzipped as Next serves it: bytes and how many files. */
export async function firstLoad(url: string, path: string): Promise<{ bytes: number; files: number }> {
  const html = await (await fetch(url + path)).text();
  // For browsers without modules; none of those that can run the board load them.
  const old = /<script[^>]+noModule[^>]*>/gi.exec(html)?.[0] ?? "";
  const named = new Set([...html.matchAll(/\/_next\/static\/[^"'\\]+?\.js/g)].map(([file]) => file));
  const sizes = await Promise.all([...named].filter((file) => !old.includes(file)).map((file) => sizeOf(url + file)));
  return { bytes: sizes.reduce((a, b) => a + b, 0), files: sizes.length };
}

async function sizeOf(url: string): Promise<number> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return gzipSync(new Uint8Array(await answer.arrayBuffer())).length;
}
