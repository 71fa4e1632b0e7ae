import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paced } from "#lib/collector/paced.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A task that takes so many ms each time; when it ran, ms. */
function counted(ms: number) {
  const startedAt = performance.now();
  const runs: number[] = [];
  const run = paced(
    async () => {
      runs.push(performance.now() - startedAt);
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    },
    () => {},
  );
  return { run, runs };
}

test("what takes no time is done each time, at once", async () => {
  const { run, runs } = counted(0);
  for (let index = 0; index < 3; index++) {
    run();
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(runs).toEqual([0, 0, 0]);
});

test("what takes a while is done at once, and then once for all who ask while it runs and within four times as long", async () => {
  const { run, runs } = counted(20);
  run();
  run();
  await vi.advanceTimersByTimeAsync(60);
  run();
  expect(runs).toEqual([0]);
  await vi.advanceTimersByTimeAsync(40);
  expect(runs).toEqual([0, 100]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(runs, "nobody asked again").toHaveLength(2);
  run();
  expect(runs).toHaveLength(3);
});

test("two never run at once", async () => {
  let running = 0;
  let most = 0;
  const run = paced(
    async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 50));
      running--;
    },
    () => {},
  );
  for (let index = 0; index < 100; index++) {
    run();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(most).toBe(1);
});

test("nobody waits for longer than 200 ms", async () => {
  const { run, runs } = counted(1_000);
  run();
  run();
  await vi.advanceTimersByTimeAsync(1_200);
  expect(runs).toEqual([0, 1_200]);
});

test("one that throws is reported, and done again; one that was stopped is not, and its end is waited for", async () => {
  const errors: unknown[] = [];
  const task = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    throw new Error("a bug");
  });
  const run = paced(task, (error) => errors.push(error));
  run();
  run();
  await vi.advanceTimersByTimeAsync(55);
  expect([errors.length, task.mock.calls.length]).toEqual([1, 2]);
  const stopped = run.stop();
  await vi.advanceTimersByTimeAsync(10);
  await stopped;
  expect(errors).toHaveLength(2);
  run();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(task).toHaveBeenCalledTimes(2);
});
