import { expect, test } from "vitest";
import { oddClocks } from "#lib/model/clocks.ts";
import { NOW, observedServer } from "./observed.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Servers n1, n2, … whose clocks are so many ms ahead of ours; null where they do not say. */
function servers(...ahead: (number | null)[]) {
  return ahead.map((ms, index) => {
    const server = observedServer(`n${index + 1}`);
    return { ...server, identity: { ...server.identity, time: ms === null ? null : NOW + ms } };
  });
}

test.each<[string, (number | null)[], string[]]>([
  ["all agree", [0, 2_000, -3_000], []],
  ["one is behind", [0, -7 * MINUTE, 1_000], ["n2: its clock is 7 minutes behind"]],
  ["one is decades ahead", [0, 0, 26_000 * DAY], ["n3: its clock is 26000 days ahead"]],
  ["all are off by as much, as in a recording", [-9 * DAY, -9 * DAY, -9 * DAY + 2_000], []],
  ["of two nobody knows which is right", [0, 9 * DAY], []],
  ["of two halves neither", [0, 1_000, 9 * MINUTE, 9 * MINUTE], []],
  ["one does not say", [0, 0, null, 0], []],
])("clocks: %s", (_, ahead, odd) => {
  expect(oddClocks(servers(...ahead))).toEqual(odd);
});

test("a silent server's clock is of the past", () => {
  const [odd, ...others] = servers(9 * DAY, 0, 0, 0);
  expect(oddClocks([...(odd ? [{ ...odd, isAnswering: false }] : []), ...others])).toEqual([]);
});
