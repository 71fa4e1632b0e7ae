import { availableParallelism, totalmem } from "node:os";
import { presets } from "../simulator/presets.ts";
import { LIMITS } from "./bars.ts";
import type { Row, Section } from "./rows.ts";

/** The load average a processor above which figures may be those of a busy machine. */
const BUSY = 0.5;

/** Sections in the order in which they are read; what is measured apart may belong together. */
const HEADINGS = [
  "Cost to the system",
  "Cost to a real system",
  "Freshness",
  "Processing",
  "Event loop",
  "Screens",
  "Memory",
  "Growth",
  "Page",
];

/** BENCHMARKS.md. `load` is the machine's load average before the run; nothing but the figures decides what is said of them. */
export function reportOf(sections: Section[], load: number): string {
  const rows = sections.flatMap((section) => section.rows);
  const isBusy = load / availableParallelism() > BUSY;
  return [
    "# Benchmarks",
    "",
    `Measured by \`npm run bench\` in one run on a machine with ${availableParallelism()} cores and ${Math.round(totalmem() / 2 ** 30)} GiB, ${new Date().toISOString().slice(0, 10)}, against simulated systems (\`tests/simulator\`) that each run in a process of their own, and against real nats-servers (\`tests/lab\`). Every figure is a ratio of two things measured in that run, unless it says its unit.`,
    ...(isBusy
      ? ["", `**The machine was busy** when it began (load ${load.toFixed(1)}): figures of time are too high.`]
      : []),
    "",
    ...Object.entries(presets)
      .filter(([name]) => rows.some(({ at }) => at === name))
      .map(sizeText),
    ...inOrder(sections).flatMap(sectionText),
    ...below("Not shown", rows.filter(({ notShown }) => notShown !== undefined).map(reasonText)),
    ...below("What limits it", rows.filter(({ isMissed }) => isMissed).map(limitText)),
    "",
  ].join("\n");
}

function inOrder(sections: Section[]): Section[] {
  const headings = [...new Set([...HEADINGS, ...sections.map(({ heading }) => heading)])];
  return headings
    .map((heading) => ({
      heading,
      rows: sections.filter((each) => each.heading === heading).flatMap(({ rows }) => rows),
    }))
    .filter(({ rows }) => rows.length > 0);
}

function sizeText([name, preset]: [string, { servers: number; accounts: number; streams: number; consumers: number }]) {
  const [servers, accounts, streams, consumers] = [
    preset.servers,
    preset.accounts,
    preset.streams,
    preset.consumers,
  ].map((count) => count.toLocaleString("en"));
  return `- \`${name}\`: ${servers} servers, ${accounts} accounts, ${streams} streams, ${consumers} consumers`;
}

function sectionText({ heading, rows }: Section): string[] {
  const methods = Map.groupBy(
    rows.filter(({ method }) => method !== ""),
    ({ method }) => method,
  );
  return [
    "",
    `## ${heading}`,
    "",
    "| what | at | figure | bar |",
    "|---|---|---|---|",
    ...rows.map((row) => `| ${row.name} | ${row.at} | ${row.figure} | ${verdictOf(row)} |`),
    ...(methods.size > 0 ? ["", ...[...methods].map(methodText)] : []),
  ];
}

function methodText([method, rows]: [string, Row[]]): string {
  const names = [...new Set(rows.map(({ name }) => `*${name}*`))];
  return `- ${names.join(", ")}: ${method}`;
}

function verdictOf({ bar, isMissed, notShown }: Row): string {
  const verdict = notShown !== undefined ? "**not shown**" : isMissed ? "**missed**" : "met";
  if (bar === "") return notShown !== undefined ? verdict : "";
  return `${bar}: ${verdict}`;
}

function reasonText({ name, at, notShown }: Row): string {
  return `- *${name}*, ${at}: ${notShown}`;
}

function limitText({ name, at, figure }: Row): string {
  return `- *${name}*, ${at}, ${figure}: ${LIMITS[name] ?? "It is not known yet what does."}`;
}

function below(heading: string, lines: string[]): string[] {
  return lines.length > 0 ? ["", `## ${heading}`, "", ...new Set(lines)] : [];
}
