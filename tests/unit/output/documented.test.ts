import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

test("README names every path of the API in full", () => {
  const folder = new URL("../../../app/api/v1/contexts/[context]/", import.meta.url);
  const paths = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const [, named = ""] = read("README.md").split("under `/api/v1/contexts/{context}/`");
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.map(({ name }) => name).filter((name) => !new RegExp(`\`${name}[?\`]`).test(named))).toEqual([]);
});

test("docs/running.md names every metric, and no other", () => {
  const metrics = read("tests/unit/output/metrics.prom").match(/(?<=^# TYPE )\S+/gm);
  const named = read("docs/running.md").match(/plimsoll_\w+/g);
  expect([...new Set(named)].toSorted()).toEqual([...new Set(metrics)].toSorted());
});
