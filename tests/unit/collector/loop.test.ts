import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startLoop } from "#lib/collector/loop.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const failOn = (error: unknown): never => {
  throw error;
};

test("a task runs at once, and then again with every interval", async () => {
  let runs = 0;
  const loop = startLoop(1000, async () => void runs++, failOn);
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(runs).toBe(3);
  await loop.stop();
});

test("two never run at once: a task that takes longer than the interval is followed at once by the next", async () => {
  let running = 0;
  let most = 0;
  const task = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    running -= 1;
  };
  const loop = startLoop(1000, task, failOn);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(most).toBe(1);
  const stopped = loop.stop();
  await vi.advanceTimersByTimeAsync(2_000);
  await stopped;
});

test("a poke runs it now; while it runs, once more right after", async () => {
  let runs = 0;
  const task = async () => {
    runs += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const loop = startLoop(60_000, task, failOn);
  loop.poke();
  loop.poke();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(runs).toBe(2);
  loop.poke();
  expect(runs).toBe(3);
  const stopped = loop.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  await stopped;
});

test("a task that throws is reported, and the loop goes on", async () => {
  const errors: unknown[] = [];
  const task = async () => {
    throw new Error("a bug");
  };
  const loop = startLoop(1000, task, (error) => errors.push(error));
  await vi.advanceTimersByTimeAsync(1_500);
  expect(errors).toHaveLength(2);
  await loop.stop();
});

test("after stopping nothing runs any more, poked or not", async () => {
  let runs = 0;
  const loop = startLoop(1000, async () => void runs++, failOn);
  await loop.stop();
  loop.poke();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(runs).toBe(1);
});
