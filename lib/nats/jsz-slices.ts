import { WireError } from "./wire.ts";

/** Text that is parsed at once, bytes: about half a millisecond. */
const SLICE = 64 * 1024;
/** No server means so much without a place to cut, bytes: to parse it takes some 0.1 s. */
export const LONGEST_SLICE = 16 * 1024 * 1024;
/** How far is looked for a place to cut at once, and what two looks have in common, bytes. */
const WINDOW = 16 * 1024;
const OVERLAP = 1024;

const OPENING = ["", '{"data":{"account_details":[', '{"stream_detail":[', '{"consumer_detail":['];
const CLOSING = ["", "]}}", "]}", "]}"];

/**
 * Between two accounts, streams or consumers, told apart by the fields that Go writes first (monitor.go: AccountDetail,
 * StreamDetail; consumer.go: ConsumerInfo). It is never within a text: there a quote has a backslash before it.
 */
const BOUNDARY = /\},\{"(?:name":"[^"\\]*","(?:(id)|(created))|(stream_name))":/;

/** A part of a JSZ reply, a whole JSON document of the same shape. */
export interface JszSlice {
  text: string;
  /** How many of its lists go on with what the slice before began: accounts, streams, consumers. */
  depth: number;
}

/**
 * Cuts a JSZ reply between its accounts, streams or consumers, `size` bytes or a little more each. A pattern tells in
 * which lists a cut is: looking at each byte for brackets would cost as much as parsing. What it takes for a cut and is
 * none gives slices that are no JSON. Throws a `malformed` WireError where a slice would be far too long.
 */
export function* slicesOf(bytes: Buffer, name: string, size = SLICE): Generator<JszSlice> {
  for (let [from, depth] = [0, 0]; from < bytes.length; ) {
    const next = boundaryAfter(bytes, from + size, name);
    yield { text: `${opening(depth)}${bytes.toString("utf8", from, next.at)}${closing(next.depth)}`, depth };
    from = next.at + 1;
    depth = next.depth;
  }
}

/** Where the comma stands, and how many lists are open there: none at the end. */
function boundaryAfter(bytes: Buffer, start: number, name: string): { at: number; depth: number } {
  for (let at = start; at < bytes.length; at += WINDOW - OVERLAP) {
    if (at - start > LONGEST_SLICE)
      throw new WireError("malformed", `${name}: ${LONGEST_SLICE} bytes without an asset`);
    const found = BOUNDARY.exec(bytes.toString("latin1", at, at + WINDOW));
    const depth = found?.findIndex((part, index) => index > 0 && part !== undefined) ?? 0;
    if (found) return { at: at + found.index + 1, depth };
  }
  return { at: bytes.length, depth: 0 };
}

function opening(depth: number): string {
  return OPENING.slice(0, depth + 1).join("");
}

function closing(depth: number): string {
  return CLOSING.slice(0, depth + 1)
    .toReversed()
    .join("");
}
