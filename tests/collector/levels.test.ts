import { expect, test } from "vitest";
import { cluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { releases, type Version, versions } from "../lab/versions.ts";
import { type LabWatch, watchLab } from "./watch-lab.ts";

const { v2_10, v2_12, v2_14, v2_15 } = versions;

/** What the board says of each server: "2.12.15 level 3". */
function levels({ store }: LabWatch): Record<string, string> {
  const answering = Object.values(store.current().board.servers).filter(({ state }) => state === "answering");
  return Object.fromEntries(answering.map(({ name, version, apiLevel }) => [name, `${version} level ${apiLevel}`]));
}

async function awaitLevels(watch: LabWatch, expected: Record<string, Version>): Promise<void> {
  const wanted = Object.fromEntries(
    Object.entries(expected).map(([name, version]) => [name, `${version} level ${releases[version].apiLevel ?? 0}`]),
  );
  await until(() => Object.entries(wanted).every(([name, level]) => levels(watch)[name] === level), {
    what: `the levels ${JSON.stringify(wanted)}`,
  });
  expect(levels(watch)).toEqual(wanted);
}

test("every server's level is right in a mix of 2.10, 2.12 and 2.15, before and after each restart", async () => {
  await using system = await cluster([v2_10, v2_12, v2_15]);
  await using watch = await watchLab(system);
  const now: Record<string, Version> = { n1: v2_10, n2: v2_12, n3: v2_15 };
  await awaitLevels(watch, now);
  const n1 = Object.values(watch.store.current().board.servers).find(({ name }) => name === "n1");
  expect(n1, "2.10 reports no level, which counts as 0").toMatchObject({ apiLevel: 0, levelReported: false });

  for (const [name, version] of [
    ["n1", v2_12],
    ["n2", v2_14],
    ["n3", v2_12],
    ["n1", v2_15],
  ] as const) {
    await system.server(name).restart({ version });
    now[name] = version;
    await awaitLevels(watch, now);
  }
});
