import { expect, test } from "vitest";
import { coverageText, lastKnownText } from "#components/fleet/words.ts";

const NOW = Date.UTC(2026, 0, 5, 13, 50);

function member(status: "ok" | "unknown", servers: [answered: number, expected: number], accounts: [number, number]) {
  const coverage = {
    servers: { answered: servers[0], expected: servers[1] },
    accounts: { observed: accounts[0], total: accounts[1] },
  };
  return { status, answer: { status, coverage, observedAt: null, findings: [] } };
}

test("what is seen of several systems is their sum; of one whose state is not known now nothing is", () => {
  const seen = [member("ok", [3, 3], [2, 2]), member("ok", [2, 3], [1, 2])];
  expect(coverageText(seen)).toBe("5 of 6 servers, 3 of 4 accounts observed");
  expect(coverageText([...seen, member("unknown", [3, 3], [2, 2])])).toBe("5 of 9 servers, 3 of 6 accounts observed");
  expect(coverageText([...seen, { status: "unknown", answer: null }])).toBe("5 of 6 servers, 3 of 4 accounts observed");
  expect(coverageText([member("ok", [1_999, 2_000], [1_200, 12_000])])).toBe(
    "1,999 of 2,000 servers, 1,200 of 12,000 accounts observed",
  );
  expect(coverageText([{ status: "unknown", answer: null }])).toBe("no server observed, no account observed");
});

test.each<[ages: (number | null)[], now: number | null, text: string]>([
  [[12_000], NOW, "Last known, 12 s old."],
  [[3_600_000, 12_000, null], NOW, "Last known, 12 s old."],
  [[12_000], null, "Last known."],
  [[null], NOW, "Last known."],
  [[], NOW, "Last known."],
])("what is last known is as old as the newest of it: %j", (ages, now, text) => {
  const members = ages.map((age) => ({
    answer: { observedAt: age === null ? null : new Date(NOW - age).toISOString() },
  }));
  expect(lastKnownText([...members, { answer: null }], now)).toBe(text);
});
