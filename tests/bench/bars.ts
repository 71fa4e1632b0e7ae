export type PartName = "freshness" | "sizes" | "real" | "screens" | "slope" | "page" | "lighthouse";
export type Unit = "×" | "%";

/** What is asked of one figure, wherever it is measured for one of these. */
export interface Bar {
  part: PartName;
  name: string;
  at: readonly string[];
  most: number;
  unit: Unit;
}

/** A small system costs little, whatever the ratio. */
const LARGE = ["large", "huge"];

export const BARS: readonly Bar[] = [
  { part: "freshness", name: "a server's version, p99", at: ["huge"], most: 1.25, unit: "×" },
  { part: "freshness", name: "a stream's going offline or coming back, p99", at: ["huge"], most: 1.25, unit: "×" },
  { part: "sizes", name: "bytes from the system", at: LARGE, most: 2, unit: "%" },
  { part: "sizes", name: "bytes, against an unpacked poller", at: LARGE, most: 2, unit: "%" },
  { part: "sizes", name: "requests to the system", at: LARGE, most: 2, unit: "%" },
  { part: "sizes", name: "decoding a full round", at: LARGE, most: 1.6, unit: "×" },
  {
    part: "screens",
    name: "bytes of quiet screens, against heartbeats",
    at: ["500 screens, quiet"],
    most: 1.1,
    unit: "×",
  },
  { part: "slope", name: "heap, over 10,000 polls", at: ["small"], most: 1, unit: "%" },
  { part: "slope", name: "resident memory, over 10,000 polls", at: ["small"], most: 1, unit: "%" },
];

/** What keeps a bar from being met, by the figure's name, as far as it is known; said only where it is not met. */
export const LIMITS: { [name: string]: string } = {
  "a server's version, p99":
    "A poll shows what was so when it asked: a change right after it waits for the next, and then for the slowest server.",
  "a stream's going offline or coming back, p99":
    "A change right after a poll waits for the next, which tells that something was written; then all servers are asked for their counts, and the one that changed for its streams in short and for the accounts that changed, one after the other.",
  "bytes from the system":
    "What most of the bytes are for stands in the table; summaries and details keep to their budgets (ARCHITECTURE.md), STATSZ of every server comes with every poll.",
  "bytes, against an unpacked poller": "As for bytes from the system.",
  "requests to the system":
    "A poll asks all servers by one request, where a full round takes one for each. At 60 servers half of the requests are that one, every 2 s; most others are for details of each server within 200 s and HEALTHZ of all.",
  "p99, worst half second of the first round":
    "In a small system, code that runs for the first time, before V8 has compiled it. In a large one V8's marking of the heap: meanwhile all that is allocated waits for it, mostly 5 ms for each 64 kB.",
  "resident memory, over 10,000 polls":
    "Mostly malloc's: it keeps what replies and their unpacking, or the compiling of one large function, took when they took most at once. The rest is compiled code, and a point of the history every 5 s.",
  "decoding a full round":
    "Each asset becomes a report, field by field, on top of parsing, and what becomes of a reply outlives V8's youngest generation, which copies it twice.",
};
