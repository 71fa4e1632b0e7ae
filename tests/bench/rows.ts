import type { FanOut } from "./fan-out.ts";
import type { Measured } from "./measure-size.ts";

/** One line of the table. */
export interface Row {
  name: string;
  at: string;
  figure: string;
  /** What it should be; "" where nothing is asked. */
  bar: string;
  isMissed: boolean;
  method: string;
}

/** A poller that fetches everything this often is as fresh as the board, times a minute. */
const FULL_ROUNDS = 30;
const MOST_COST = 0.02;
const MOST_PROCESSING = 1.6;

/** The sizes for which there are bars: a small system costs little, whatever the ratio. */
const BARRED = new Set(["large", "huge"]);

type Sizes = { [name: string]: Measured };

export function rowsOf(sizes: Sizes, fans: FanOut[]): Row[] {
  return [
    ...Object.entries(sizes).flatMap(([at, measured]) => rowsOfSize(at, measured)),
    ...memoryRows(sizes),
    ...growthRows(sizes),
    ...fanRows(fans),
  ];
}

function rowsOfSize(at: string, { bare, first, steady, preset }: Measured): Row[] {
  const minute = 60 / steady.seconds;
  const bytes = steady.traffic.bytesOut * minute;
  const perReply = bare.cpu / preset.servers;
  return [
    share("bytes from the system", at, bytes / (bare.packed * FULL_ROUNDS), BYTES),
    share("bytes, against an unpacked poller", at, bytes / (bare.plain * FULL_ROUNDS), PLAIN_BYTES),
    share("requests to the system", at, (steady.traffic.requests * minute) / (bare.requests * FULL_ROUNDS), REQUESTS),
    times(
      "decoding a full round",
      at,
      bare.decoding / bare.cpu,
      DECODING,
      BARRED.has(at) ? MOST_PROCESSING : undefined,
    ),
    times("the first complete board", at, first.cpu / bare.cpu, FIRST),
    times("a steady minute", at, (steady.cpu * minute) / bare.cpu, STEADY),
    times("event loop, p99 of the worst second of the first round", at, first.p99 / perReply, LOOP),
    times("event loop, p99 at rest", at, steady.p99 / perReply, LOOP_AT_REST),
  ];
}

const BYTES = `Bytes that the simulated servers sent in a steady minute, divided by those of ${FULL_ROUNDS} full rounds of JSZ of all servers with accounts, streams, consumers and configs, both gzipped.`;
const PLAIN_BYTES = "The same, against full rounds without gzip, as most exporters poll.";
const REQUESTS = `Requests in a steady minute, divided by those of ${FULL_ROUNDS} full rounds.`;
const DECODING =
  "CPU time from the bytes of all servers' JSZ to reports, divided by that of gunzip and JSON.parse of the same bytes, reply by reply in turn.";
const FIRST =
  "CPU time of a process from its start to the first board with all assets, divided by that of gunzip and JSON.parse of one full round.";
const STEADY = "CPU time of that process in a minute at rest, divided by the same.";
const LOOP =
  "Longest of the 99th percentiles a second of the event loop's delay until the first board, as a multiple of the bare CPU time of one server's reply; a busy machine adds to it.";
const LOOP_AT_REST = "99th percentile of the event loop's delay at rest, as the same multiple.";

function memoryRows({ small, ...larger }: Sizes): Row[] {
  if (!small) return [];
  return Object.entries(larger).flatMap(([at, { steady, preset, bare }]) => {
    const added = steady.rss - small.steady.rss;
    const tenThousand = (added / (preset.streams - small.preset.streams)) * 10_000;
    const method = "Resident memory at rest, divided by that at `small`.";
    const perStreams =
      "Resident memory that 10,000 more streams with their consumers take, divided by that at `small`.";
    const perByte = "Resident memory beyond that at `small`, divided by the unpacked bytes of one full round.";
    return [
      times("memory", at, steady.rss / small.steady.rss, method),
      times("memory for 10,000 more streams", at, tenThousand / small.steady.rss, perStreams),
      times("memory for a byte of JSZ", at, added / bare.plain, perByte),
    ];
  });
}

function growthRows(sizes: Sizes): Row[] {
  const names = Object.keys(sizes);
  return names.slice(1).flatMap((name, index) => {
    const before = sizes[names[index] ?? ""];
    const after = sizes[name];
    if (!before || !after) return [];
    const assets = ({ preset }: Measured) => preset.streams + preset.consumers;
    const exponent = (of: (measured: Measured) => number) =>
      Math.log(of(after) / of(before)) / Math.log(assets(after) / assets(before));
    const method = `Exponent of the growth with the number of assets, from \`${names[index]}\` to \`${name}\`; 1 is in proportion.`;
    const row = (what: string, of: (measured: Measured) => number): Row => ({
      ...times(`growth of ${what}`, name, exponent(of), method),
      figure: exponent(of).toFixed(2),
    });
    return [
      row("bytes a minute", ({ steady }) => steady.traffic.bytesOut / steady.seconds),
      row("requests a minute", ({ steady }) => steady.traffic.requests / steady.seconds),
      row("CPU time to the first board", ({ first }) => first.cpu),
      row("CPU time at rest", ({ steady }) => steady.cpu / steady.seconds),
      row("memory", ({ steady }) => steady.rss),
    ];
  });
}

function fanRows([one, ...more]: FanOut[]): Row[] {
  if (!one) return [];
  const cpu = "CPU time of all screens' streams for the same updates, a screen, divided by that of a single screen.";
  const bytes = "Bytes a screen, divided by those of a single screen; encoded once for all.";
  return more.flatMap((fan) => [
    times("CPU time a screen", `${fan.clients} screens`, fan.cpu / fan.clients / one.cpu, cpu),
    times("bytes a screen", `${fan.clients} screens`, fan.bytes / fan.clients / one.bytes, bytes),
  ]);
}

function share(name: string, at: string, value: number, method: string): Row {
  const hasBar = BARRED.has(at);
  const bar = hasBar ? `≤ ${MOST_COST * 100} %` : "";
  return { name, at, figure: `${(value * 100).toPrecision(3)} %`, bar, isMissed: hasBar && value > MOST_COST, method };
}

function times(name: string, at: string, value: number, method: string, most?: number): Row {
  const isMissed = most !== undefined && value > most;
  return {
    name,
    at,
    figure: `${value.toPrecision(3)} ×`,
    bar: most === undefined ? "" : `≤ ${most} ×`,
    isMissed,
    method,
  };
}
