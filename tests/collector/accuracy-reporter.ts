import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reporter, TestModule, Vitest } from "vitest/node";
import type { AccuracyRow, Score } from "./accuracy.ts";
import { SCENARIOS } from "./scenarios.ts";

const intro = `# Accuracy

Written by the tests in \`tests/collector\`, on real servers; not by hand. Each row is a scenario in which every stream and
consumer was asked for by itself (\`STREAM.INFO\`, \`CONSUMER.INFO\`, of every server that answers): down is what nobody serves. Compared once the board had come
to rest after the change; how soon that is, BENCHMARKS.md and the deadlines of the tests say.

- **false**: called down, but served. **missed**: down, but not called so.
- \`STREAM.LIST\` \`offline\`: the servers' own list, both of two calls together, for the streams of the
  accounts that it was asked for. What it holds differs from call to call, so its figures may differ from run to run.
- JSZ and HEALTHZ: streams that JSZ shows without a leader; beside them how many servers HEALTHZ calls unhealthy.

| Scenario | Down (streams, consumers) | Plimsoll false | missed | \`STREAM.LIST\` false | missed | JSZ false | missed | HEALTHZ unhealthy |
|---|---|---|---|---|---|---|---|---|
`;

/** Writes ACCURACY.md when a run had every scenario; a run of some tests leaves it alone. */
export class AccuracyReporter implements Reporter {
  #root = "";

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const rows = new Map(tests.flatMap((test) => test.meta().accuracy ?? []).map((row) => [row.scenario, row]));
    const inOrder = SCENARIOS.flatMap((scenario) => rows.get(scenario) ?? []);
    if (inOrder.length < SCENARIOS.length) return;
    writeFileSync(join(this.#root, "ACCURACY.md"), documentOf(inOrder));
  }
}

function documentOf(rows: AccuracyRow[]): string {
  const notes = rows.flatMap(({ note, scenario }) => (note === "" ? [] : [`- **${scenario}**: ${note}`]));
  return [intro + rows.map(lineOf).join("\n"), ...(notes.length > 0 ? ["", ...notes] : []), ""].join("\n");
}

function lineOf(row: AccuracyRow): string {
  const down = `${row.downStreams} of ${row.streams}, ${row.downConsumers} of ${row.consumers}`;
  const unseen = row.unobserved > 0 ? ` (${row.unobserved} not observed)` : "";
  const cells = [row.scenario, down, ...cellsOf(row.plimsoll, unseen), ...cellsOf(row.list), ...cellsOf(row.monitor)];
  return `| ${[...cells, row.unhealthy].join(" | ")} |`;
}

function cellsOf(score: Score, aside = ""): string[] {
  return typeof score === "string" ? [score, score] : [String(score.wrong), `${score.missed}${aside}`];
}
