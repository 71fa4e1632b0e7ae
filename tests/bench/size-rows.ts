import { growthRow } from "./growth.ts";
import type { Measured } from "./measure-size.ts";
import { type Row, type Section, share, timed, times, told } from "./rows.ts";

export type Sizes = { [name: string]: Measured };

/** For each size, after how many seconds a poller of full rounds must begin the next to be as fresh. */
export type Pace = (size: string) => number;

export function sizeSections(sizes: Sizes, pace: Pace): Section[] {
  const each = (rows: (at: string, measured: Measured) => Row[]): Row[] =>
    Object.entries(sizes).flatMap(([at, measured]) => rows(at, measured));
  return [
    { heading: "Cost to the system", rows: each((at, measured) => costRows(at, measured, pace(at))) },
    { heading: "Processing", rows: each(processingRows) },
    { heading: "Event loop", rows: each(loopRows) },
    { heading: "Memory", rows: memoryRows(sizes) },
    { heading: "Growth", rows: growthRows(sizes) },
  ];
}

function costRows(at: string, { bare, steady: { traffic, seconds } }: Measured, pace: number): Row[] {
  const rounds = seconds / pace;
  return [
    told("full rounds, one every", at, `${pace.toFixed(1)} s`, PACE),
    share("bytes from the system", at, traffic.bytesOut / (bare.packed * rounds), BYTES),
    share("bytes, against an unpacked poller", at, traffic.bytesOut / (bare.plain * rounds), PLAIN_BYTES),
    share("requests to the system", at, traffic.requests / (bare.requests * rounds), REQUESTS),
    share("answers of the system", at, traffic.answers / (bare.requests * rounds), ANSWERS),
    told("most of the bytes", at, mostOf(traffic.kinds, "bytes"), "What the answers' bytes are for."),
    told("most of the requests", at, mostOf(traffic.kinds, "requests"), "What the requests are for."),
  ];
}

const PACE =
  "How often a poller must fetch everything to see a stream go offline as soon as Plimsoll does, by the 99th percentile of freshness at that size; 2 s where that was not measured.";
const BYTES =
  "Bytes that the simulated servers sent in a steady time, at `large` and `huge` once details come round in turn, divided by those of such full rounds of JSZ of all servers with accounts, streams, consumers and configs, both gzipped.";
const REQUESTS =
  "Requests in that time, one where all servers answer it, divided by those of such full rounds, which ask each server by itself. What comes round more seldom is not in it: a list of names is asked for again after up to an hour.";
const ANSWERS =
  "Answers that servers gave in that time, most of them short, divided by those of such full rounds, of which each is a server's whole JSZ.";
const PLAIN_BYTES = "The same, against full rounds without gzip, as most exporters poll.";

/** "61 % VARZ, 30 % JSZ", those of a tenth and more. */
function mostOf(kinds: Measured["steady"]["traffic"]["kinds"], what: "requests" | "bytes"): string {
  const sum = Object.values(kinds).reduce((total, kind) => total + kind[what], 0);
  return Object.entries(kinds)
    .map(([name, kind]) => ({ name, percent: (100 * kind[what]) / sum }))
    .filter(({ percent }) => percent >= 10)
    .sort((a, b) => b.percent - a.percent)
    .map(({ name, percent }) => `${percent.toFixed(0)} % ${name}`)
    .join(", ");
}

function processingRows(at: string, { bare, first, steady }: Measured): Row[] {
  return [
    times("decoding a full round", at, bare.decoding / bare.cpu, DECODING),
    times("the first complete board", at, first.cpu / bare.cpu, FIRST),
    times("a steady minute", at, (steady.cpu * 60) / steady.seconds / bare.cpu, STEADY),
  ];
}

const DECODING =
  "CPU time from the bytes of all servers' JSZ to reports, divided by that of gunzip and JSON.parse of the same bytes, reply by reply; rounds of both in turn, before and after the other figures of that size, by processes that did one before.";
const FIRST =
  "CPU time of a process from its start to the first board with all assets, divided by that of gunzip and JSON.parse of one full round.";
const STEADY = "CPU time of that process in a minute at rest, divided by the same.";

function loopRows(at: string, { bare, first, steady, preset }: Measured): Row[] {
  const held = { besides: bare.cpu / preset.servers, most: LONGEST_DELAY };
  return [
    timed({ name: "p99, worst half second of the first round", at, method: LOOP }, { ...held, taken: first.p99 }),
    timed({ name: "p99 at rest", at, method: LOOP_AT_REST }, { ...held, taken: steady.p99 }),
  ];
}

/** How long a heartbeat or a request may wait, ms. */
const LONGEST_DELAY = 50;

const LOOP =
  "Highest of the 99th percentiles, each of half a second, of the event loop's delay until the first board, as a multiple of the bare CPU time of one server's reply; a busy machine adds to it.";
const LOOP_AT_REST = "99th percentile of the event loop's delay at rest, as the same multiple.";

function memoryRows({ small, ...larger }: Sizes): Row[] {
  if (!small) return [];
  return Object.entries(larger).flatMap(([at, { steady, preset, bare }]) => {
    const added = steady.rss - small.steady.rss;
    const tenThousand = (added / (preset.streams - small.preset.streams)) * 10_000;
    return [
      times("resident memory", at, steady.rss / small.steady.rss, MEMORY),
      times("resident memory for 10,000 more streams", at, tenThousand / small.steady.rss, MEMORY_OF_STREAMS),
      times("resident memory for a byte of JSZ", at, added / bare.plain, MEMORY_OF_BYTE),
    ];
  });
}

const MEMORY =
  "Resident memory at rest, divided by that at `small`; what V8 has not collected yet is in it, at `large` as much as what is in use.";
const MEMORY_OF_STREAMS =
  "Resident memory that 10,000 more streams with their consumers take, divided by that at `small`.";
const MEMORY_OF_BYTE = "Resident memory beyond that at `small`, divided by the unpacked bytes of one full round.";

function growthRows(sizes: Sizes): Row[] {
  const points = (of: (measured: Measured) => number) =>
    Object.entries(sizes).map(([at, measured]) => ({ at, x: assetsOf(measured), y: of(measured) }));
  return [
    ...growthRow(
      "bytes a minute",
      points(({ steady }) => steady.traffic.bytesOut / steady.seconds),
    ),
    ...growthRow(
      "requests a minute",
      points(({ steady }) => steady.traffic.requests / steady.seconds),
    ),
    ...growthRow(
      "CPU time of decoding",
      points(({ bare }) => bare.decoding),
    ),
    ...growthRow(
      "CPU time to the first board",
      points(({ first }) => first.cpu),
    ),
    ...growthRow(
      "CPU time at rest",
      points(({ steady }) => steady.cpu / steady.seconds),
    ),
    ...growthRow(
      "event loop, p99",
      points(({ first }) => first.p99),
    ),
    ...growthRow(
      "resident memory",
      points(({ steady }) => steady.rss),
    ),
  ];
}

function assetsOf({ preset }: Measured): number {
  return preset.streams + preset.consumers;
}
