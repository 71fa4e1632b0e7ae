import { WireError } from "./wire.ts";

/** Text that is parsed at once, characters: about half a millisecond. */
const SLICE = 64 * 1024;
/** No server has a reason to send this much without a place to cut, characters: parsing it takes some 0.1 s. */
export const LONGEST_SLICE = 16 * 1024 * 1024;

const OPENING = ["", '{"data":{"account_details":[', '{"stream_detail":[', '{"consumer_detail":['];
const CLOSING = ["", "]}}", "]}", "]}"];

/**
 * Between two accounts, streams or consumers, told apart by the fields that Go writes first (monitor.go: AccountDetail,
 * StreamDetail; consumer.go: ConsumerInfo). It never matches within a string, where quotes are escaped.
 */
const BOUNDARY = /\},\{"(?:name":"[^"\\]*","(?:(id)|(created))|(stream_name))":/g;

/** A part of a JSZ reply, a whole JSON document of the same shape. */
export interface JszSlice {
  text: string;
  /** How many of its lists go on with what the slice before began: accounts, streams, consumers. */
  depth: number;
}

/**
 * Cuts a JSZ reply, which comes in parts, between its accounts, streams or consumers, `size` characters or a little more
 * each. A pattern finds the cuts and the lists they are in: looking for brackets at each character would cost as much as
 * parsing. A false match yields slices that are no JSON. Throws a `malformed` WireError where a slice would be far too
 * long.
 */
export async function* slicesOf(parts: AsyncIterable<string>, name: string, size = SLICE): AsyncGenerator<JszSlice> {
  let rest = "";
  let depth = 0;
  for await (const part of parts) {
    let from = 0;
    // A place to cut that is itself split between two parts is missed: the next one will do.
    for (let cut = cutAfter(part, size - rest.length); cut; cut = cutAfter(part, from + size)) {
      yield { text: `${opening(depth)}${rest}${part.slice(from, cut.at)}${closing(cut.depth)}`, depth };
      rest = "";
      from = cut.at + 1;
      depth = cut.depth;
    }
    rest += part.slice(from);
    if (rest.length > LONGEST_SLICE)
      throw new WireError("malformed", `${name}: ${LONGEST_SLICE} characters without an asset`);
  }
  if (rest !== "") yield { text: `${opening(depth)}${rest}`, depth };
}

/** Where the comma stands, and how many lists are open there. */
function cutAfter(text: string, start: number): { at: number; depth: number } | null {
  BOUNDARY.lastIndex = Math.max(0, start);
  const found = BOUNDARY.exec(text);
  return found && { at: found.index + 1, depth: found.findIndex((group, index) => index > 0 && group !== undefined) };
}

function opening(depth: number): string {
  return OPENING.slice(0, depth + 1).join("");
}

function closing(depth: number): string {
  return CLOSING.slice(0, depth + 1)
    .toReversed()
    .join("");
}
