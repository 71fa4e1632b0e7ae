import { defineConfig } from "@playwright/test";
import { chromiumOptions } from "./tests/setup/chromium.ts";

const port = Number(process.env.PLIMSOLL_TEST_PORT ?? 3290);
/** A board that is served already, built for production; without it one is built and started. */
const served = process.env.PLIMSOLL_URL;

export default defineConfig({
  testDir: "tests/browser",
  testMatch: "**/*.spec.ts",
  fullyParallel: true,
  workers: 2,
  // A busy machine may starve one test; one that fails twice is wrong.
  retries: 1,
  reporter: [["list"]],
  // The longest first, so that nothing runs alone at the end.
  projects: [
    { name: "endurance", testMatch: "endurance.spec.ts" },
    { name: "pages", testIgnore: "endurance.spec.ts" },
  ],
  // Room for a busy machine; no test is about how fast something is.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: served ?? `http://127.0.0.1:${port}`,
    timezoneId: "Asia/Kolkata",
    viewport: { width: 1920, height: 1080 },
    trace: "on-first-retry",
    launchOptions: chromiumOptions(),
  },
  ...(served === undefined && {
    webServer: {
      command: `next build && next start --hostname 127.0.0.1 --port ${port}`,
      url: `http://127.0.0.1:${port}/healthz`,
      timeout: 240_000,
      gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
      // Nothing listens there: what these tests show comes from the fake feed.
      env: { PLIMSOLL_CONFIG: "tests/browser/nobody.yaml", HOST: "127.0.0.1" },
    },
  }),
});
