import { describe, expect, test } from "vitest";
import { BARS } from "#tests/bench/bars.ts";
import { reportOf } from "#tests/bench/report.ts";
import { notShown, type Row, share, times } from "#tests/bench/rows.ts";

const method = "How it is done.";
const report = (rows: Row[], load = 0) => reportOf([{ heading: "Processing", rows }], load);

describe("what a report says of a figure follows from the figure", () => {
  test.each([
    ["within its bar", times("decoding a full round", "large", 1.6, method), "| 1.60 × | ≤ 1.6 ×: met |"],
    ["beyond its bar", times("decoding a full round", "large", 1.61, method), "| 1.61 × | ≤ 1.6 ×: **missed** |"],
    ["of a size without a bar", times("decoding a full round", "small", 9, method), "| 9.00 × |  |"],
    ["a share", share("bytes from the system", "huge", 0.0123, method), "| 1.23 % | ≤ 2 %: met |"],
    ["of nothing", times("decoding a full round", "large", Number.NaN, method), "| – | ≤ 1.6 ×: **missed** |"],
  ])("%s", (_name, row, line) => {
    expect(report([row])).toContain(line);
  });

  test("what limits it is said of missed bars only", () => {
    const [met, missed] = [1, 2].map((value) => times("decoding a full round", "large", value, method));
    expect(report(met ? [met] : [])).not.toContain("What limits it");
    expect(report(missed ? [missed] : [])).toContain(
      "## What limits it\n\n- *decoding a full round*, large, 2.00 ×: Each",
    );
  });

  test("a part that failed shows each of its bars as not shown, with the reason", () => {
    const text = report(notShown("freshness", "no Chromium found"));
    const bars = BARS.filter(({ part }) => part === "freshness");
    expect(bars.length).toBeGreaterThan(0);
    for (const { name } of bars) {
      expect(text).toContain(`| ${name} | huge |  | ≤ 1.25 ×: **not shown** |`);
      expect(text).toContain(`- *${name}*, huge: no Chromium found`);
    }
  });

  test("a part without bars that failed is named", () => {
    expect(report(notShown("real", "not installed"))).toContain('| all of "real" |  |  | **not shown** |');
  });

  test("a machine that was busy before is told of", () => {
    expect(report([], 1_000)).toContain("The machine was busy");
    expect(report([], 0)).not.toContain("The machine was busy");
  });
});
