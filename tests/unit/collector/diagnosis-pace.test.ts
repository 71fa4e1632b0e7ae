import { expect, test } from "vitest";
import { createDiagnosisPace, type News } from "#lib/collector/diagnosis-pace.ts";
import { atOnce, type Work } from "#lib/model/work.ts";

/** Work of two steps. */
function* stepsOf(step: () => void): Work<void> {
  step();
  yield;
  step();
}

function paceAfter(cost: number) {
  const clock = { now: 0 };
  const pace = createDiagnosisPace(() => clock.now);
  pace.note("urgent");
  atOnce(pace.measured(stepsOf(() => (clock.now += cost / 2))));
  return { clock, pace };
}

test("nothing new: no diagnosis, however long it is", () => {
  const { clock, pace } = paceAfter(100);
  clock.now += 3_600_000;
  expect(pace.wait(false)).toBeGreaterThan(0);
});

test.each<{ news: News; isSettling: boolean; after: number }>([
  { news: "urgent", isSettling: false, after: 200 },
  { news: "routine", isSettling: false, after: 2_000 },
  { news: "none", isSettling: true, after: 200 },
  { news: "routine", isSettling: true, after: 200 },
])("$news news, settling: $isSettling: after a diagnosis of 100 ms the next is due in $after ms", (each) => {
  const { clock, pace } = paceAfter(100);
  pace.note(each.news);
  clock.now += each.after - 1;
  expect(pace.wait(each.isSettling)).toBeGreaterThan(0);
  clock.now += 1;
  expect(pace.wait(each.isSettling)).toBe(0);
});

test("a diagnosis that fails is not tried again at once, however fast it failed", () => {
  const { clock, pace } = paceAfter(1);
  const fails = pace.measured(
    stepsOf(() => {
      throw new Error("a bug");
    }),
  );
  expect(() => atOnce(fails)).toThrow("a bug");
  clock.now += 499;
  expect(pace.wait(true)).toBe(1);
});

test("what comes round does not make wait what is urgent, and news during a diagnosis is not lost", () => {
  const { clock, pace } = paceAfter(100);
  pace.note("urgent");
  pace.note("routine");
  clock.now += 200;
  expect(pace.wait(false)).toBe(0);
  atOnce(pace.measured(stepsOf(() => pace.note("urgent"))));
  clock.now += 200;
  expect(pace.wait(false)).toBe(0);
});
