import { expect, test } from "vitest";
import { backoff } from "#components/feed/backoff.ts";

test.each([
  { attempt: 0, from: 250, to: 500 },
  { attempt: 1, from: 500, to: 1_000 },
  { attempt: 4, from: 4_000, to: 8_000 },
  { attempt: 5, from: 7_500, to: 15_000 },
  { attempt: 10_000, from: 7_500, to: 15_000 },
])(
  "attempt $attempt waits between $from and $to ms, so that walls do not come back at once",
  ({ attempt, from, to }) => {
    expect([backoff(attempt, 0), backoff(attempt, 1)]).toEqual([from, to]);
  },
);
