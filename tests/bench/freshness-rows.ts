import { type Freshness, LONGEST } from "./freshness.ts";
import { growthRow } from "./growth.ts";
import { type Row, type Section, times, told } from "./rows.ts";
import { quantile } from "./statistics.ts";

export interface SizedFreshness extends Freshness {
  at: string;
  assets: number;
}

export function freshnessSections(sizes: readonly SizedFreshness[]): Section[] {
  const rows = [
    ...sizes.flatMap(({ at, versions }) => rowsOf(VERSION, at, versions, VERSIONS)),
    ...sizes.flatMap(({ at, streams }) => rowsOf(STREAM, at, streams, STREAMS)),
    ...sizes.flatMap(({ at, hurried }) => rowsOf(HURRIED, at, hurried, HURRIEDLY)),
  ];
  const growth = [
    ...growthRow(
      `${VERSION}, p99`,
      pointsOf(sizes, ({ versions }) => versions),
    ),
    ...growthRow(
      `${STREAM}, p99`,
      pointsOf(sizes, ({ streams }) => streams),
    ),
  ];
  return [
    { heading: "Freshness", rows },
    { heading: "Growth", rows: growth },
  ];
}

const VERSION = "a server's version";
const STREAM = "a stream's going offline or coming back";
const HURRIED = "the same, two or three times a second";

function rowsOf(what: string, at: string, taken: number[], how: string): Row[] {
  const method = (which: string) => `${which} of ${how}`;
  return [
    times(`${what}, p50`, at, quantile(taken, 0.5), method("Median")),
    times(`${what}, p99`, at, quantile(taken, 0.99), method("99th percentile")),
    told(`${what}, changes`, at, String(taken.length), "How many were timed."),
  ];
}

const SEEN = `until the frame in Chromium that shows it, in poll intervals of 2 s, in which a large system is polled twice while its assets change; changes come at random moments, of up to five servers independently, once a second in all. What is not seen after ${LONGEST / 1_000} s counts as that.`;
const HURRIEDLY =
  "the same, while at `huge` looking at what has changed costs more than the budget for details (ARCHITECTURE.md): what is not seen at once waits for it.";
const VERSIONS = `the time from a simulated server's running another version ${SEEN}`;
const STREAMS = `the time from a stream's being changed so that its only server cannot run it, or can again, ${SEEN}`;

function pointsOf(sizes: readonly SizedFreshness[], of: (size: SizedFreshness) => number[]) {
  return sizes.map((size) => ({ at: size.at, x: size.assets, y: quantile(of(size), 0.99) }));
}
