import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paced } from "#lib/collector/paced.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A task that takes so many ms each time; when it ran, ms. */
function counted(ms: number) {
  const startedAt = performance.now();
  const runs: number[] = [];
  const run = paced(
    () => {
      runs.push(performance.now() - startedAt);
      vi.advanceTimersByTime(ms);
    },
    () => {},
  );
  return { run, runs };
}

test("what takes no time is done each time, at once", () => {
  const { run, runs } = counted(0);
  for (let index = 0; index < 3; index++) run();
  expect(runs).toEqual([0, 0, 0]);
});

test("what takes a while is done at once, and then once for all who ask within four times as long", () => {
  const { run, runs } = counted(20);
  run();
  run();
  vi.advanceTimersByTime(40);
  run();
  expect(runs).toEqual([0]);
  vi.advanceTimersByTime(40);
  expect(runs).toEqual([0, 100]);
  vi.advanceTimersByTime(1_000);
  expect(runs, "nobody asked again").toHaveLength(2);
  run();
  expect(runs).toHaveLength(3);
});

test("nobody waits for longer than 200 ms", () => {
  const { run, runs } = counted(1_000);
  run();
  run();
  vi.advanceTimersByTime(200);
  expect(runs).toEqual([0, 1_200]);
});

test("one that throws is reported, and done again; one that was stopped is not", () => {
  const errors: unknown[] = [];
  const task = vi.fn(() => {
    throw new Error("a bug");
  });
  const run = paced(task, (error) => errors.push(error));
  run();
  run();
  expect(errors).toHaveLength(2);
  run.stop();
  run();
  expect(task).toHaveBeenCalledTimes(2);
});
