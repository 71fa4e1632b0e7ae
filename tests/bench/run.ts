// `npm run bench`: measures, prints and writes BENCHMARKS.md. `-- freshness` and the like measure and print only these
// parts; `-- --short` only shows, in half a minute, that all of it runs.
import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { ensureBuild } from "#lib/command/build.ts";
import { run } from "#lib/command/run.mjs";
import { messageOf } from "#lib/model/words.ts";
import type { PartName } from "./bars.ts";
import { type Known, PARTS } from "./parts.ts";
import { FULL, SHORT } from "./plans.ts";
import { reportOf } from "./report.ts";
import { notShown, type Section } from "./rows.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const known: Known = { streamSeen: new Map() };

process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const [load = 0] = loadavg();
  const isShort = words.includes("--short");
  const all = Object.keys(PARTS) as PartName[];
  const wanted = all.filter((part) => words.includes(part));
  const unknown = words.filter((word) => word !== "--short" && !wanted.some((part) => part === word));
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(", ")}. Parts: ${all.join(", ")}.`);
    return 2;
  }
  // Where one of them cannot be had, the parts that need it say so; a signal ends the bench here too.
  for (const program of ["tests/lab/install.ts", "tests/setup/chromium.ts"]) {
    const code = await run(process.execPath, [program], { cwd: root });
    if (code > 128) return code;
  }
  const code = await ensureBuild(root);
  if (code !== 0) return code;
  const parts = wanted.length > 0 ? wanted : all;
  const sections = isShort ? await allAtOnce(parts) : await oneByOne(parts);
  const text = reportOf(sections, load);
  console.log(text);
  if (!isShort && wanted.length === 0) writeFileSync(`${root}/BENCHMARKS.md`, text);
  const isWhole = sections.every(({ rows }) => rows.every(({ notShown }) => notShown === undefined));
  return isShort && !isWhole ? 1 : 0;
}

async function oneByOne(parts: PartName[]): Promise<Section[]> {
  const sections: Section[] = [];
  for (const part of parts) sections.push(...(await measure(part, false)));
  return sections;
}

/** Nobody looks at the figures. */
async function allAtOnce(parts: PartName[]): Promise<Section[]> {
  return (await Promise.all(parts.map((part) => measure(part, true)))).flat();
}

async function measure(part: PartName, isShort: boolean): Promise<Section[]> {
  console.error(`${part} …`);
  try {
    return await PARTS[part](isShort ? SHORT : FULL, known);
  } catch (error) {
    console.error(error);
    return [{ heading: "Not measured", rows: notShown(part, messageOf(error)) }];
  }
}
