import { expect, test } from "@playwright/test";
import * as boards from "./boards/boards.ts";
import { about, board, finding, minutes, NOW, server, stream } from "./boards/build.ts";
import { calmHistory, incidentHistory } from "./boards/history.ts";
import { open } from "./open.ts";

const states = [
  {
    name: "healthy",
    board: boards.healthy,
    status: "ok",
    words: "All 3 servers run level 5",
    rest: "Nothing is offline",
  },
  {
    name: "empty",
    board: boards.empty,
    status: "ok",
    words: "All 3 servers run level 5",
    rest: "There are no streams yet",
  },
  {
    name: "mixed levels",
    board: boards.rollout,
    status: "ok",
    words: "2 servers run level 5, 1 runs level 3",
    rest: "",
  },
  {
    name: "incident",
    board: boards.incident,
    status: "critical",
    words: "3 streams and 2 consumers offline",
    rest: "1 runs level 3",
  },
  {
    name: "silent server",
    board: boards.partial,
    status: "warning",
    words: "n3 does not answer",
    rest: "in the 2 of 4 accounts observed",
  },
  {
    name: "connecting",
    board: boards.connecting,
    status: "unknown",
    words: "Connecting",
    rest: "wss://n1.example:443",
  },
  { name: "not permitted", board: boards.denied, status: "unknown", words: "Not permitted to look", rest: "" },
  { name: "not answered", board: boards.silent, status: "unknown", words: "No server answers", rest: "" },
  { name: "refused", board: boards.refused, status: "unknown", words: "No server answers", rest: "" },
  { name: "no JetStream", board: boards.noJetStream, status: "ok", words: "No server here runs JetStream", rest: "" },
];

for (const { name, board, status, words, rest } of states) {
  test(`${name}: the headline says so in words, and its sign has its own shape`, async ({ page }) => {
    await open(page, board);
    const headline = page.getByTestId("headline");
    await expect(headline).toHaveAttribute("data-status", status);
    await expect(headline).toContainText(words);
    await expect(headline).toContainText(rest);
    await expect(page).toHaveTitle(new RegExp(words.slice(0, 20)));
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", `/icon-${status}.svg`);
  });
}

test("before Plimsoll's first answer nothing is claimed", async ({ page }) => {
  await open(page, null);
  await expect(page.locator('[data-status="ok"]')).toHaveCount(0);
});

test("an incident names each asset, its reason, the servers' own words, where and since when", async ({ page }) => {
  await open(page, boards.incident, "/", { history: incidentHistory });
  const assets = page.getByTestId("asset");
  await expect(assets).toHaveCount(6);
  const orders = assets.filter({ has: page.getByRole("link", { name: "ORDERS", exact: true }) });
  await expect(orders).toContainText("Offline");
  await expect(orders).toContainText("needs level 4, should run on n3");
  await expect(orders.locator("q")).toHaveText("unsupported - required API level: 4, current API level: 3");
  await expect(orders.locator("time")).toContainText("13:50 UTC");
  const cause = page.getByTestId("finding").first();
  await expect(cause).toContainText("2 streams and 1 consumer offline: n3 at API level 3, needs 4");
  await expect(cause).toContainText("It needs API level 4; its server runs level 3.");
  const telemetry = assets.filter({ has: page.getByRole("link", { name: "TELEMETRY", exact: true }) });
  await expect(telemetry).toContainText('Its server cannot run the consumer "fanout" and stopped the whole stream');
});

test("a reason that the cause of several servers begins with is not repeated for each asset", async ({ page }) => {
  const text = 'Its configuration has the field "sourcing", which its server does not know.';
  const refused = (name: string, host: string) =>
    stream(name, { reason: { kind: "config-field", raw: "unsupported", text, inferred: false, servers: [host] } });
  const assets = [refused("A", "n3"), refused("B", "n6")];
  const detail = `${text} Refused by n3 and n6.`;
  const cause = finding({ code: "JS_STREAM_OFFLINE", title: "2 streams offline", detail, subjects: about(assets) });
  await open(page, board({ servers: [server("n1", { metaLeader: true })], assets, findings: [cause] }));
  await expect(page.getByTestId("finding").first()).toContainText(detail);
  await expect(page.getByTestId("asset").locator("q")).toHaveText(["unsupported", "unsupported"]);
  await expect(page.getByTestId("asset").filter({ hasText: text })).toHaveCount(0);
});

test("levels that differ are drawn as load lines, with the level that is needed", async ({ page }) => {
  await open(page, boards.incident);
  const scale = page.getByTestId("load-scale");
  await expect(scale.locator('[data-level="5"]').getByTestId("server")).toHaveCount(2);
  await expect(scale.locator('[data-level="4"]')).toContainText("2 assets down need level 4");
  await expect(scale.locator('[data-level="3"]').getByTestId("server")).toContainText("n3");
});

test("servers that are all equal take one line", async ({ page }) => {
  const feed = await open(page, boards.healthy);
  const group = page.getByTestId("uniform-group");
  await expect(group).toContainText("3 servers, version 2.15.1, level 5, all answer");
  const servers = Object.fromEntries(Object.entries(boards.healthy.servers).slice(0, 1));
  await feed.board({ ...boards.healthy, servers }, 2);
  await expect(group).toContainText("1 server, version 2.15.1, level 5, answers");
  await expect(page.getByTestId("load-scale")).toHaveCount(0);
});

test("what is not observed is listed with why, and coverage warns", async ({ page }) => {
  await open(page, boards.partial);
  await expect(page.getByTestId("coverage")).toContainText("2 of 3 servers, 2 of 4 accounts observed");
  await expect(page.getByTestId("unobserved")).toContainText(
    "BILLING no access to its JetStream API is configured: npm run access prints the lines that grant it",
  );
});

test("a recording is labelled as one", async ({ page }) => {
  await open(page, boards.recording);
  await expect(page.getByTestId("recording")).toContainText("Recording, not a live system");
  await expect(page.getByTestId("recording")).toContainText("3 Oct 2026, 09:15:00 UTC");
});

test("a problem with the connection comes with its remedy", async ({ page }) => {
  await open(page, boards.denied);
  await expect(page.getByTestId("problem")).toContainText("Not permitted: The user may not publish");
  await expect(page.getByTestId("problem")).toContainText("Use a user of the system account");
});

test("what a finding says of the connection is not told beside it as well", async ({ page }) => {
  await open(page, boards.refused);
  await expect(page.getByTestId("problem")).toHaveCount(0);
  await expect(page.getByText("No connection to wss://n1.example:443").first()).toBeVisible();
});

test("1,000 offline streams are one cause with the first few, and a way to the rest", async ({ page }) => {
  await open(page, boards.crowded);
  await expect(page.getByTestId("headline")).toContainText("1,000 streams offline");
  await expect(page.getByTestId("asset")).toHaveCount(8);
  await expect(page.getByRole("link", { name: "and 992 more" })).toBeVisible();
});

test("the charts have the same in words", async ({ page }) => {
  await open(page, boards.incident, "/", { history: incidentHistory });
  await expect(page.getByTestId("chart-levels")).toContainText("Now 1 server at level 3 and 2 servers at level 5.");
  await expect(page.getByTestId("chart-reasons")).toContainText("Now 5 assets down: 2 level too low");
  await expect(page.getByTestId("chart-levels").locator(".recharts-area")).toHaveCount(2);
});

test("the charts draw the time in which nobody could look as neither a count nor none", async ({ page }) => {
  const gap = { at: NOW - minutes(50), levels: {}, reasons: {} };
  const history = [...incidentHistory, gap, calmHistory[1]].filter((point) => point !== undefined);
  await open(page, boards.incident, "/", { history: history.toSorted((a, b) => a.at - b.at) });
  for (const name of ["chart-levels", "chart-reasons"]) {
    const chart = page.getByTestId(name);
    await expect(chart.getByText("not known", { exact: true })).toBeVisible();
    await expect(chart.locator(".gap path")).toHaveAttribute("fill", /^url\(#.+\)$/);
  }
});

const [stranger] = Object.values(boards.untrusted.servers).slice(-2);
for (const path of ["", "/assets", "/findings", "?wall", `/servers/${encodeURIComponent(String(stranger?.id))}`]) {
  test(`what turns the direction of a name is written out: ${path}`, async ({ page }) => {
    await open(page, boards.untrusted, `/c/prod${path}`);
    await expect(page.getByText("[U+202E]evil").first()).toBeVisible();
    await expect(page.getByText("\u202e")).toHaveCount(0);
  });
}

test("names and reasons of strangers stay text", async ({ page }) => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await open(page, boards.untrusted);
  await expect(page.getByRole("link", { name: boards.IMG })).toBeVisible();
  await expect(page.locator("q").filter({ hasText: "<script>alert(1)</script>" })).toBeVisible();
  await expect(page.getByText("[U+202E]evil").first()).toBeVisible();
  await expect(page.locator("main img")).toHaveCount(0);
  expect(dialogs).toEqual([]);
});
