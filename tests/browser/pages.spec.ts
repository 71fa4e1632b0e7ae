import { expect, type Locator, type Page, test } from "@playwright/test";
import { assetId } from "../../lib/model/asset.ts";
import * as boards from "./boards/boards.ts";
import { about, finding, NOW, neverAnswered, server, stream } from "./boards/build.ts";
import { fleet } from "./boards/fleet.ts";
import { incidentTimeline } from "./boards/timeline.ts";
import { fakeFeed } from "./fake-feed.ts";
import { open } from "./open.ts";

test("the filters of the assets live in the URL", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/assets?state=offline");
  await expect(page.getByLabel("State")).toHaveValue("offline");
  const asked = page.waitForRequest((request) => request.url().includes("q=ORD"));
  await page.getByLabel("Name contains").fill("ORD");
  expect(new URL((await asked).url()).searchParams.get("state")).toBe("offline");
  await expect(page).toHaveURL(/q=ORD/);
});

test("a wall whose system is called otherwise by now says which there are, and looks again once Plimsoll answers", async ({
  page,
}) => {
  await page.clock.install({ time: NOW });
  let loads = 0;
  page.on("load", () => (loads += 1));
  let asked = 0;
  await page.route("**/healthz", (route) => {
    asked += 1;
    return route.abort();
  });
  expect((await page.goto("/c/renamed?wall"))?.status()).toBe(404);
  await expect(page.getByRole("heading")).toHaveText("Plimsoll watches no system of this name");
  await expect(page.getByRole("link", { name: "prod" })).toHaveAttribute("href", "/c/prod");
  await expect.poll(() => page.clock.fastForward(10_000).then(() => asked)).toBeGreaterThan(2);
  expect(loads).toBe(1);
  await page.unroute("**/healthz");
  await page.clock.fastForward(10_000);
  await expect.poll(() => loads).toBe(2);
  expect(page.url()).toContain("/c/renamed?wall");
});

test("a filter that the fields do not offer is shown as what it is", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/assets?level=7&kind=consumer&state=offline,degraded");
  await expect(page.getByLabel("Needs level")).toHaveValue("7");
  await expect(page.getByLabel("State")).toHaveValue("offline,degraded");
  await page.getByLabel("Needs level").selectOption("any");
  await expect(page).toHaveURL("/c/prod/assets?kind=consumer&state=offline%2Cdegraded");
});

test("of 5,000 assets only those in sight are in the document", async ({ page }) => {
  const assets = Array.from({ length: 5_000 }, (_, index) => ({ ...stream(`S-${index}`), since: null }));
  await open(page, boards.incident, "/c/prod/assets", {
    json: { "/assets": { revision: 1, total: 5_000, assets, nextCursor: null } },
  });
  await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", "5001");
  expect(await page.getByTestId("asset").count()).toBeLessThan(60);
  await page.keyboard.press("End");
  await expect(page.getByRole("link", { name: "S-4999" })).toBeVisible();
  expect(await page.getByTestId("asset").count()).toBeLessThan(60);
});

test("an asset's page tells its reason, replicas, states and configuration", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/assets/-/APP/ORDERS");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("ORDERS");
  await expect(page.getByText("It needs API level 4; its server runs level 3.").first()).toBeVisible();
  await expect(page.getByTestId("replica")).toContainText("n3");
  await expect(page.getByText("18,446,744,073,709,551,615")).toBeVisible();
  await expect(page.getByText("1,024 (1 KiB)")).toBeVisible();
  await expect(page.locator("header").filter({ hasText: "stream, APP" })).toContainText("Offline12 min13:50 UTC");
  await expect(page.getByText('"_nats.req.level": "4"')).toBeVisible();
});

for (const account of ["..", "."]) {
  test(`a stream of an account called ${account} has a page`, async ({ page }) => {
    const orders = stream("ORDERS", { account });
    const board = { ...boards.incident, assets: { [orders.id]: orders } };
    await open(page, board, "/c/prod/assets");
    await page.getByRole("link", { name: "ORDERS" }).click();
    const kind = page.locator("header").filter({ hasText: `stream, ${account}` });
    await expect(kind.getByRole("heading", { level: 1 })).toHaveText("ORDERS");
    await page.reload();
    await expect(kind.getByRole("heading", { level: 1 })).toHaveText("ORDERS");
  });
}

test("a state's sign stands beside its word, however long the reason", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, boards.incident, "/c/prod/assets/-/APP/ORDERS");
  await expect(page.getByTestId("consumer").first()).toBeVisible();
  const apart = await page.getByTestId("consumer").evaluateAll((rows) =>
    rows.map((row) => {
      const sign = row.querySelector("svg");
      const word = document.createRange();
      if (sign?.nextSibling) word.selectNode(sign.nextSibling);
      const middle = (it: DOMRect | undefined) => (it ? (it.top + it.bottom) / 2 : Number.NaN);
      return Math.abs(middle(sign?.getBoundingClientRect()) - middle(word.getBoundingClientRect()));
    }),
  );
  expect(Math.max(...apart)).toBeLessThan(4);
});

test("a name with slashes, percent signs and other scripts has a page too", async ({ page }) => {
  const odd = stream("a/b%2Fc ü", { account: "A/B" });
  const host = server(odd.stream);
  const board = { ...boards.incident, assets: { [odd.id]: odd }, servers: { [host.id]: host } };
  await open(page, board, `/c/prod/assets/${assetId(odd)}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("a/b%2Fc ü");
  await page.goto("/c/prod");
  await page.getByTestId("server").getByRole("link", { name: host.name }).click();
  await expect(page).toHaveURL(`/c/prod/servers/${encodeURIComponent(host.name)}`);
  await expect(page.getByText(host.id)).toBeVisible();
  await page.reload();
  await expect(page.getByText(host.id)).toBeVisible();
});

test("a server's page tells its version and the assets that it should carry", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/servers/NN3XK3J5Q2");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("n3");
  await expect(page.getByText("2.12.15")).toBeVisible();
  await expect(page.getByTestId("asset")).toHaveCount(6);
});

test("a server's page tells what is wrong with it and what to do, worst first, and nothing of others", async ({
  page,
}) => {
  const subjects = Object.values(boards.partial.servers).map(({ id, name }) => ({
    kind: "server" as const,
    id,
    label: name,
  }));
  const skew = finding({ code: "JS_LEVEL_SKEW", severity: "info", title: "Levels differ", since: NOW, subjects });
  const board = { ...boards.partial, findings: { [skew.key]: skew, ...boards.partial.findings } };
  await open(page, board, "/c/prod/servers/n3");
  const wrong = page.getByRole("region", { name: "Why, and what to do" });
  await expect(wrong.getByRole("heading", { level: 3 })).toHaveText([/n3 does not answer/, /Levels differ/]);
  await expect(wrong.getByText("Start it, or look at its host and network.")).toBeVisible();
  await expect(wrong.locator("code")).toHaveText(["nats server list", "nats server report jetstream"]);
  await expect(wrong.getByRole("link", { name: "JS_SERVER_SILENT" })).toBeVisible();
  await expect(factOf(page, "Health")).toHaveText("not known");
  await page.goto("/c/prod/servers/n1");
  await expect(wrong.getByTestId("finding")).toHaveText([/Levels differ/]);
  await expect(factOf(page, "Health")).toHaveText("healthy");
});

test("of a server that nothing is wrong with nothing is advised", async ({ page }) => {
  await open(page, boards.partial, "/c/prod/servers/n1");
  await expect(factOf(page, "Health")).toHaveText("healthy");
  await expect(page.getByText("what to do")).toHaveCount(0);
});

test("a server that never answered is not said to have", async ({ page }) => {
  const stranger = neverAnswered("n4");
  const servers = { ...boards.healthy.servers, [stranger.id]: stranger };
  await open(page, { ...boards.healthy, servers }, `/c/prod/servers/${encodeURIComponent(stranger.id)}`);
  await expect(factOf(page, "Last answer")).toHaveText("none since watching began");
  await expect(factOf(page, "Version")).toHaveText("not known");
  await expect(factOf(page, "API level")).toHaveText("not known");
});

function factOf(page: Page, name: string): Locator {
  return page.locator("dt", { hasText: name }).locator("xpath=following-sibling::dd[1]");
}

const { NN3XK3J5Q2: n3 = server("n3") } = boards.incident.servers;
const restarted = { ...n3, id: "NANOTHERSTART", version: "2.14.0" };
const restart = { servers: { removed: [n3.id], set: { [restarted.id]: restarted } } };

test("a server keeps its address through a restart, which gives it another id", async ({ page }) => {
  const feed = await open(page, boards.incident, "/c/prod");
  await page.getByRole("link", { name: "n3", exact: true }).click();
  await expect(page).toHaveURL("/c/prod/servers/n3");
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText("n3");
  await feed.delta(restart, 2);
  await expect(page.getByText("2.14.0")).toBeVisible();
  await expect(heading).toHaveText("n3");
});

test("a server's page that was opened by its id follows it through a restart", async ({ page }) => {
  const feed = await open(page, boards.incident, `/c/prod/servers/${n3.id}`);
  await expect(page.getByText("2.12.15")).toBeVisible();
  await feed.delta(restart, 2);
  await expect(page.getByText("2.14.0")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("n3");
});

test("a name that two servers have leads to both", async ({ page }) => {
  const other = { ...n3, id: "NEDGE", domain: "edge" };
  await open(
    page,
    { ...boards.incident, servers: { ...boards.incident.servers, [other.id]: other } },
    "/c/prod/servers/n3",
  );
  await expect(page.getByText("Several servers have this name")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "n3" }).last().click();
  await expect(page).toHaveURL("/c/prod/servers/NEDGE");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("n3");
});

test("an unknown server and an unknown asset say so", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/servers/nobody");
  await expect(page.getByText("This server is not known here")).toBeVisible();
  await page.goto("/c/prod/assets/-/APP/NOBODY");
  await expect(page.getByText("There is no such asset")).toBeVisible();
});

// Plimsoll has just started: servers are there, and nobody has looked at their streams.
const firstLook = { ...boards.healthy, head: { ...boards.healthy.head, status: "unknown" as const } };
const noAssets = { json: { "/assets": { revision: 1, total: 0, assets: [], nextCursor: null } } };
for (const { path, says, name } of [
  { name: "an asset", path: "/assets/-/APP/ORDERS", says: "Whether this asset is there is not known now" },
  { name: "a filter", path: "/assets?state=offline", says: "Which assets match is not known now" },
  { name: "the findings", path: "/findings", says: "What is wrong is not known now" },
  { name: "a server's assets", path: "/servers/NN3XK3J5Q2", says: "Which these are is not known now" },
]) {
  test(`before the first look is over nothing is said to be missing or well: ${name}`, async ({ page }) => {
    await open(page, firstLook, `/c/prod${path}`, noAssets);
    await expect(page.getByText(says)).toBeVisible();
    await expect(page.getByText("Streams are being looked at for the first time.")).toBeVisible();
    await expect(page.getByText(/There is no such|No asset matches|No findings|None that is known/)).toHaveCount(0);
  });
}

test("a server's page says that it looked among the worst assets only", async ({ page }) => {
  await open(page, boards.crowded, "/c/prod/servers/NN3XK3J5Q2");
  await expect(page.getByTestId("asset")).toHaveCount(200);
  await expect(page.getByText("among the worst 200 of 1,000 assets that are not online")).toBeVisible();
  await page.goto("/c/prod/servers/NN1XK3J5Q2");
  await expect(page.getByText("None among the worst")).toBeVisible();
});

test("of a stream's many consumers all are counted, beyond the page that was asked for", async ({ page }) => {
  const consumer = { ...stream("ORDERS", { consumer: "billing" }), since: null };
  const assets = Array.from({ length: 1_000 }, (_, index) => ({ ...consumer, id: `c${index}`, consumer: `c${index}` }));
  await open(page, boards.incident, "/c/prod/assets/-/APP/ORDERS", {
    json: { "/assets": { revision: 1, total: 5_000, assets, nextCursor: "x" } },
  });
  await expect(page.getByRole("link", { name: "All 5,000" })).toBeVisible();
  await expect(page.getByRole("link", { name: "and 4,980 more" })).toBeVisible();
});

const LONGEST = `orders_${"x".repeat(248)}`;
const ACCOUNT = `A${"Q".repeat(55)}`;
const hidden = "a\u202eb\u200bc";
for (const { name, path } of [
  { name: "an asset", path: `/c/prod/assets/-/${ACCOUNT}/${LONGEST}` },
  { name: "the findings", path: "/c/prod/findings" },
  { name: "all assets", path: "/c/prod/assets" },
  { name: "the board", path: "/" },
]) {
  test(`a name of 255 letters fits a telephone, and what the eye cannot see is written out: ${name}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const reason = {
      kind: "stream-offline",
      raw: null,
      text: `Its stream ${LONGEST} is offline: ${hidden}`,
      inferred: true,
    } as const;
    const replicas = [{ server: "n3", serverId: null, state: "offline" as const, reason }];
    // As the servers name accounts of operators.
    const long = stream(LONGEST, { account: ACCOUNT, reason, replicas });
    const other = stream(hidden);
    const board = {
      ...boards.incident,
      assets: { [long.id]: long, [other.id]: other },
      findings: {
        k: { ...finding({ code: "JS_STREAM_OFFLINE", title: "2 streams", subjects: about([long, other]) }), key: "k" },
      },
    };
    await open(page, board, path);
    await expect(page.getByText(LONGEST).first()).toBeVisible();
    await expect(page.getByText("a[U+202E]b[U+200B]c").filter({ visible: true }).first()).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect(await page.getByRole("main").textContent()).not.toMatch(/[\u202e\u200b]/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
}

test("a name of 255 letters fits a telephone where there is no such asset", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, boards.incident, `/c/prod/assets/-/${ACCOUNT}/${LONGEST}`);
  await expect(page.getByText(LONGEST).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("a command is copied; where there is no clipboard it is marked", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, boards.incident, "/c/prod/assets/-/APP/ORDERS");
  const buttons = page.getByRole("button", { name: "Copy" });
  await buttons.first().click();
  await expect(page.getByRole("button", { name: "Copied" })).toHaveCount(1);
  await buttons.first().click();
  // What the clipboard holds now is the other.
  await expect(page.getByRole("button", { name: "Copied" })).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("nats server report jetstream");
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await buttons.first().click();
  await expect(page.getByRole("button", { name: "Selected" })).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()))).toBe("nats stream info ORDERS");
});

test("the bar says which page this is, also to who does not see it", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/findings?theme=dark");
  const pages = page.getByRole("navigation", { name: "Pages of this system" });
  await expect(pages.locator("[aria-current=page]")).toHaveText("Findings");
  await pages.getByRole("link", { name: "Assets" }).click();
  await expect(pages.locator("[aria-current=page]")).toHaveText("Assets");
});

test("on paper what is filled stays so", async ({ page }) => {
  await open(page, boards.incident, "/?theme=light");
  await page.emulateMedia({ media: "print" });
  const adjusts = await page.getByTestId("headline").evaluate((it) => getComputedStyle(it).printColorAdjust);
  expect(adjusts).toBe("exact");
});

test("an asset that is deleted while its page is open is not shown as it was, and comes back with it", async ({
  page,
}) => {
  await open(page, boards.incident, "/c/prod/assets/-/APP/ORDERS");
  await expect(page.getByTestId("replica")).toContainText("n3");
  await page.route("**/asset?*", (route) => route.fulfill({ status: 404, json: { error: "there is no asset" } }));
  await expect(page.getByText("This asset is not there any more")).toBeVisible();
  await expect(page.getByText("ORDERS: stream, APP")).toBeVisible();
  await expect(page.getByTestId("replica")).toHaveCount(0);
  await page.unroute("**/asset?*");
  await expect(page.getByTestId("replica")).toContainText("n3");
});

test("an asset that cannot be read for a while is said to be last known", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/assets/-/APP/ORDERS");
  await expect(page.getByTestId("replica")).toContainText("n3");
  await page.route("**/asset?*", (route) => route.fulfill({ status: 503, json: { error: "starting" } }));
  await expect(page.getByTestId("unreadable")).toContainText("The asset cannot be read now");
  await expect(page.getByTestId("replica")).toContainText("n3");
  await page.unroute("**/asset?*");
  await expect(page.getByTestId("unreadable")).toHaveCount(0);
});

for (const { path, answer, title } of [
  { path: "/c/prod/assets", answer: "**/assets?*", title: "The assets cannot be read now" },
  { path: "/c/prod/timeline", answer: "**/timeline", title: "The timeline cannot be read now" },
]) {
  test(`a list that cannot be read for a while is said to be last known, ${path}`, async ({ page }) => {
    await open(page, boards.incident, path, { json: { "/timeline": incidentTimeline } });
    const row = page.locator("[data-testid=asset], [data-testid=event]").first();
    await expect(row).toBeVisible();
    await page.route(answer, (route) => route.fulfill({ status: 503, json: { error: "starting" } }));
    await expect(page.getByTestId("unreadable")).toContainText(title, { timeout: 40_000 });
    await expect(row).toBeVisible();
    await page.unroute(answer);
    await expect(page.getByTestId("unreadable")).toHaveCount(0);
  });
}

test("several systems show as a fleet, one of them failing changes only its own row", async ({ page }) => {
  const coverage = { servers: { expected: 3, answered: 3 }, accounts: { total: 1, observed: 1 } };
  await page.route("**/api/v1/contexts", (route) =>
    route.fulfill({ json: { contexts: [{ name: "a" }, { name: "b" }] } }),
  );
  await page.route("**/contexts/a/snapshot", (route) =>
    route.fulfill({
      json: { observedAt: null, now: new Date(NOW).toISOString(), status: "ok", coverage, findings: [] },
    }),
  );
  await page.route("**/contexts/b/snapshot", (route) => route.fulfill({ status: 503 }));
  await page.goto("/");
  const rows = page.getByTestId("context");
  await expect(rows.nth(0)).toHaveAttribute("data-status", "unknown");
  await expect(rows.nth(0)).toContainText("Its state cannot be read now.");
  await expect(rows.nth(1)).toHaveAttribute("data-status", "ok");
});

test("of several systems the worst stands first, and has the whole width of a phone for what is wrong", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, null, "/", { json: fleet });
  const rows = page.getByTestId("context");
  await expect(rows.getByRole("heading")).toHaveText(["staging", "lab", "edge", "prod"]);
  const widthOf = async (what: Locator) => (await what.boundingBox())?.width ?? 0;
  const text = rows.first().getByText("3 streams offline");
  expect(await widthOf(text)).toBeGreaterThan(0.8 * (await widthOf(rows.first())));
});

test("several systems keep their places until each of them has answered", async ({ page }) => {
  const last = Promise.withResolvers<void>();
  await fakeFeed(page, null, { json: fleet });
  await page.route("**/lab/snapshot", (route) => last.promise.then(() => route.fallback()));
  await page.goto("/");
  const rows = page.getByTestId("context");
  await expect(rows.and(page.locator('[data-status="critical"]'))).toBeVisible();
  await expect(rows.getByRole("heading")).toHaveText(["prod", "staging", "edge", "lab"]);
  last.resolve();
  await expect(rows.getByRole("heading")).toHaveText(["staging", "lab", "edge", "prod"]);
});

test("a critical system alarms on the overview too", async ({ page }) => {
  await open(page, null, "/?theme=dark", { json: fleet });
  await expect(page.getByTestId("headline")).toHaveCSS("background-color", "rgb(213, 94, 0)");
  const mark = page.locator('[data-testid="context"][data-status="critical"] > svg');
  await expect(mark).toHaveCSS("color", "rgb(244, 124, 48)");
});

test("phone, laptop, 1080p and 4K have no horizontal scroll bar", async ({ page }) => {
  await open(page, boards.incident);
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
    [1920, 1080],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
