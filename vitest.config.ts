import { defineConfig } from "vitest/config";
import { AccuracyReporter } from "./tests/collector/accuracy-reporter.ts";

const minutes = 60_000;

export default defineConfig({
  test: {
    reporters: ["default", new AccuracyReporter()],
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          // Some are of thousands of cases, and the machine may be busy.
          testTimeout: 1 * minutes,
        },
      },
      {
        test: {
          name: "lab",
          include: ["tests/{lab,nats,collector,simulator}/**/*.test.ts"],
          // Real servers: a busy machine may make them slow. Forks, as a lab ends its servers when its process ends; more than
          // there are cores, as most of their time is waiting.
          pool: "forks",
          maxWorkers: 4,
          retry: 1,
          // A rolling upgrade takes two minutes on a machine with nothing else to do; each wait has a deadline of its own.
          testTimeout: 6 * minutes,
          hookTimeout: 2 * minutes,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "http",
          include: ["tests/http/**/*.test.ts"],
          // The built board in processes of its own.
          globalSetup: "tests/http/ensure-build.ts",
          maxWorkers: 1,
          testTimeout: 2 * minutes,
          hookTimeout: 2 * minutes,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
