import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../lab/until.ts";
import { type BoardProcess, startBoard, untilReady } from "./board-process.ts";
import { openEvents } from "./read-events.ts";

let board: BoardProcess;
let context: string;

beforeAll(async () => {
  board = await startBoard({ env: { PLIMSOLL_FRAME_ANCESTORS: "https://wall.example" } });
  await untilReady(board);
  const { contexts } = await (await get("/api/v1/contexts")).json();
  context = `/api/v1/contexts/${encodeURIComponent(contexts[0].name)}`;
});

afterAll(async () => {
  await board?.stop();
});

function get(path: string, headers: { [name: string]: string } = {}) {
  return fetch(board.url + path, { headers });
}

describe("the API, with nothing configured", () => {
  test("lists the recording, as a recording", async () => {
    const answer = await (await get("/api/v1/contexts")).json();
    expect(answer).toMatchObject({
      revision: expect.any(Number),
      observedAt: expect.stringMatching(/Z$/),
      buildId: expect.any(String),
      contexts: [{ ready: true, source: { kind: "recording" } }],
    });
  });

  test.each(["snapshot", "assets", "history", "timeline"])(
    "%s says how fresh it is, and is not cached",
    async (path) => {
      const response = await get(`${context}/${path}`);
      expect(response.status).toBe(200);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(await response.json()).toMatchObject({ revision: expect.any(Number), observedAt: expect.any(String) });
    },
  );

  test("a snapshot has servers with their levels", async () => {
    const { status, coverage, servers } = await (await get(`${context}/snapshot`)).json();
    expect(["ok", "warning", "critical", "unknown"]).toContain(status);
    expect(coverage.servers.expected).toBe(3);
    expect(servers).toHaveLength(3);
    expect(servers[0]).toMatchObject({
      apiLevel: expect.any(Number),
      state: expect.stringMatching(/answering|silent/),
    });
  });

  test("assets come page by page, each once", async () => {
    const first = await (await get(`${context}/assets?limit=2`)).json();
    const second = await (
      await get(`${context}/assets?limit=1000&cursor=${encodeURIComponent(first.nextCursor)}`)
    ).json();
    const ids = [...first.assets, ...second.assets].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(first.assets).toHaveLength(2);
    expect(ids.length).toBe(first.total);
    const other = await get(`${context}/assets?sort=name&cursor=${encodeURIComponent(first.nextCursor)}`);
    expect([other.status, await other.json()]).toMatchObject([400, { error: "bad query: cursor" }]);
  });

  test.each([
    ["csv", /^text\/csv/],
    ["json", /^application\/json/],
  ])("all assets that match are saved as %s, in the order asked for", async (format, type) => {
    const query = "state=offline,online&sort=-name";
    const response = await get(`${context}/assets.${format}?${query}`);
    expect(response.headers.get("content-type")).toMatch(type);
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename\*=UTF-8''assets-.+\.(csv|json)$/,
    );
    const text = await response.text();
    const { assets } = await (await get(`${context}/assets?${query}&limit=1000`)).json();
    const names = assets.map(({ stream, consumer }: { stream: string; consumer: string | null }) => consumer ?? stream);
    expect(names).toEqual(names.toSorted().toReversed());
    const count = format === "csv" ? text.trimEnd().split("\r\n").length - 1 : JSON.parse(text).assets.length;
    expect(count).toBe(assets.length);
    expect((await get(`${context}/assets.${format}?sort=size`)).status).toBe(400);
  });

  test("one asset is found by its id", async () => {
    const { assets } = await (await get(`${context}/assets?limit=1`)).json();
    const { asset } = await (await get(`${context}/asset?id=${encodeURIComponent(assets[0].id)}`)).json();
    expect(asset).toMatchObject({ id: assets[0].id, runnableOn: expect.any(Array), findings: expect.any(Array) });
  });

  test.each([
    ["an unknown context", "/api/v1/contexts/nope/snapshot", 404, /there is no context nope/],
    ["a path that is not there", "/api/v1/prod/check", 404, /there is no \/api\/v1\/prod\/check/],
    ["one that is not there of a context", "checks", 404, /there is no \/api\/v1\/contexts\/.+\/checks/],
    ["an asset that is not there", "asset?id=nope", 404, /there is no asset nope/],
    ["an asset without an id", "asset", 400, /bad query: id/],
    ["several bad parameters", "assets?kind=x&limit=0&foo=1", 400, /bad query: foo, kind, limit/],
    ["a parameter where none is known", "snapshot?at=1&at=2&to=3", 400, /bad query: at, to/],
    ["a parameter of the history", "history?since=1", 400, /bad query: since/],
    ["a parameter of the timeline", "timeline?kind=asset", 400, /bad query: kind/],
    ["a parameter of the contexts", "/api/v1/contexts?name=x", 400, /bad query: name/],
    ["a parameter of the check", "check?account=x", 400, /bad query: account/],
    ["a parameter of the feed", "events?since=1", 400, /bad query: since/],
    ["a parameter beside an asset's id", "asset?stream=x", 400, /bad query: stream, id/],
    ["a cursor that is none", "assets?cursor=x", 400, /bad query: cursor/],
  ])("answers %s with JSON that says so", async (_name, path, status, error) => {
    const response = await get(path.startsWith("/") ? path : `${context}/${path}`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: expect.stringMatching(error), remedy: expect.any(String) });
  });

  test.each(["/", `/c/harbour`, "/metrics", "/api/v1/contexts"])(
    "POST of %s is refused, with what is served",
    async (path) => {
      const response = await fetch(board.url + path, { method: "POST", body: "x" });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    },
  );

  test.each(["/c/%", "/c/harbour/servers/%E0", "/api/v1/contexts/%E0/snapshot"])(
    "%s is the asker's fault",
    async (path) => {
      const response = await get(path);
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("cannot be read")]);
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    },
  );

  test("check, metrics and health are text", async () => {
    const [check, metrics, health] = await Promise.all([get(`${context}/check`), get("/metrics"), get("/healthz")]);
    expect([200, 503]).toContain(check.status);
    expect(metrics.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(await metrics.text()).toMatch(/^plimsoll_servers\{context=".+",level="\d"\} \d$/m);
    expect([health.status, await health.text()]).toEqual([200, "ok\n"]);
  });
});

describe("the live feed", () => {
  test("begins with the whole board and goes on with signs of life", async () => {
    const feed = await openEvents(`${board.url}${context}/events`);
    const whole = await feed.next();
    const ping = await feed.nextOf("ping");
    const later = await feed.nextOf("ping");
    feed.close();
    expect(feed.response.headers.get("content-type")).toContain("text/event-stream");
    expect(feed.response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(feed.response.headers.get("x-accel-buffering")).toBe("no");
    expect(whole).toMatchObject({ event: "board", id: String(whole.data.revision), data: { board: { head: {} } } });
    expect(ping.data).toMatchObject({ buildId: whole.data.buildId, revision: expect.any(Number) });
    expect(Number(later.data.now)).toBeGreaterThan(Number(ping.data.now));
  });

  test.each(["header", "parameter"])("resumes after the last event that was heard, by its %s", async (by) => {
    const first = await openEvents(`${board.url}${context}/events`);
    const { id } = await first.next();
    const change = await first.nextOf("delta");
    first.close();
    const [query, headers] = by === "header" ? ["", { "Last-Event-ID": `${id}` }] : [`?lastEventId=${id}`, {}];
    const second = await openEvents(`${board.url}${context}/events${query}`, headers);
    const resumed = await second.next();
    second.close();
    expect(resumed).toEqual(change);
    expect(change.data.revision).toBe(Number(id) + 1);
  });

  test.each(["1", "99999999999999", "x"])("begins anew after the unknown event %s", async (id) => {
    const feed = await openEvents(`${board.url}${context}/events`, { "Last-Event-ID": id });
    const { event } = await feed.next();
    feed.close();
    expect(event).toBe("board");
  });

  test("answers HEAD like GET, and takes no reader's place for it", async () => {
    const events = `${board.url}${context}/events`;
    // A thousand readers are let in.
    for (let asked = 0; asked < 1_000; asked += 100) {
      const heads = Array.from({ length: 100 }, () => fetch(events, { method: "HEAD" }));
      for (const { status } of await Promise.all(heads)) expect(status).toBe(200);
    }
    const head = await fetch(events, { method: "HEAD" });
    const feed = await openEvents(events);
    feed.close();
    expect([head.status, feed.response.status]).toEqual([200, 200]);
    for (const name of ["content-type", "cache-control", "x-accel-buffering"]) {
      expect(head.headers.get(name)).toBe(feed.response.headers.get(name));
    }
    const unknown = await fetch(`${board.url}/api/v1/contexts/nope/events`, { method: "HEAD" });
    expect(unknown.status).toBe(404);
  });

  test("that is full answers HEAD like GET too", async () => {
    const events = `${board.url}${context}/events`;
    const abort = new AbortController();
    const readers = Array.from({ length: 1_000 }, () => fetch(events, { signal: abort.signal }));
    for (const { status } of await Promise.all(readers)) expect(status).toBe(200);
    for (const method of ["GET", "HEAD"]) {
      const { status, headers } = await fetch(events, { method });
      expect([method, status, headers.get("retry-after")]).toEqual([method, 503, "2"]);
    }
    abort.abort();
    await until(async () => (await fetch(events, { method: "HEAD" })).ok, { what: "room for readers again" });
  });

  test("is not compressed, which would hold it back", async () => {
    const feed = await openEvents(`${board.url}${context}/events`, { "Accept-Encoding": "gzip" });
    feed.close();
    expect(feed.response.headers.get("content-encoding")).toBeNull();
  });
});

describe("every answer", () => {
  test.each(["/", "/healthz", "/metrics", "/api/v1/contexts", "/no-such-page"])(
    "%s has the security headers",
    async (path) => {
      const { headers } = await get(path);
      const policy = headers.get("content-security-policy");
      expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]+' 'strict-dynamic';/);
      expect(policy).toContain("frame-ancestors https://wall.example");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("permissions-policy")).toContain("screen-wake-lock=(self)");
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );

  test("a page's scripts all carry the nonce of its policy, which is never the same", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const page = await get("/");
        const nonce = /'nonce-([^']+)'/.exec(page.headers.get("content-security-policy") ?? "")?.[1];
        const scripts = (await page.text()).match(/<script\b[^>]*>/g) ?? [];
        expect(scripts.length).toBeGreaterThan(0);
        expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test.each([
    ["localhost:3000", 200],
    ["evil.example", 421],
    ["127.0.0.1.evil.example:3000", 421],
  ])("to the host %s has status %i", async (host, status) => {
    const answered = await new Promise((resolve, reject) => {
      const call = request(`${board.url}/api/v1/contexts`, { headers: { Host: host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on("error", reject).end();
    });
    expect(answered).toBe(status);
  });
});
