import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { zstdCompressSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { type BoardProcess, runBoard, startBoard, untilReady } from "./board-process.ts";
import { openEvents } from "./read-events.ts";

const newer = zstdCompressSync(`${JSON.stringify({ format: "plimsoll-recording", version: 2 })}\n`);

/** Runs something with a file of these bytes, which is gone afterwards. */
async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "plimsoll-"));
  const path = join(folder, "x.rec");
  await writeFile(path, bytes);
  return use(path).finally(() => rm(folder, { recursive: true }));
}

test("npm run build ends where what is served is built, whatever is configured", async () => {
  const { code, output } = await runBoard({ args: ["--build"], env: { PORT: "70000" } });
  expect([code, output]).toEqual([0, ""]);
});

describe("npm start ends at once", () => {
  test("with all faults of an unusable configuration", async () => {
    const env = {
      NATS_URL: "nats://n1:4222",
      NATS_USER: "u",
      NATS_TOKEN: "s3cret",
      PORT: "70000",
      NATS_CA: "/nope.pem",
    };
    const { code, output } = await runBoard({ env });
    expect(code).toBe(1);
    expect(output).toContain("The configuration has 4 faults:");
    for (const place of ["PORT:", "NATS_CA:", "NATS_URL:", "NATS_USER, NATS_TOKEN:"]) expect(output).toContain(place);
    expect(output).toContain("WebSocket URL");
    expect(output).not.toContain("s3cret");
  });

  test("with the recording that is not there", async () => {
    const { code, output } = await runBoard({ args: ["--replay", "/nope.rec"] });
    expect([code, output]).toEqual([1, expect.stringContaining("cannot read /nope.rec: there is no such file")]);
  });

  test.each([
    ["another file", Buffer.from("{}"), "not a recording: it is not zstd-compressed"],
    ["an empty file", Buffer.alloc(0), "cut off before its header is whole"],
    [
      "a recording that ends in its header",
      readFileSync("lib/recording/bundled.rec").subarray(0, 60),
      "cut off before its header is whole",
    ],
    ["a recording of a newer release", newer, "format version 2; this Plimsoll reads version 1"],
  ])("with %s to replay, told beside all other faults", async (_name, bytes, fault) => {
    const { code, output } = await withFile(bytes, (path) =>
      runBoard({ args: ["--replay", path], env: { PORT: "70000" } }),
    );
    expect(code).toBe(1);
    expect(output).toContain("The configuration has 2 faults:");
    expect(output).toMatch(new RegExp(`PLIMSOLL_REPLAY: recording x.rec.*: ${fault}\n +Name a file of`));
  });

  test("where the recording cannot be read any more once watching begins", async () => {
    const watching = 'import("./lib/command/watch.ts").then(({ watch }) => { watch(); setInterval(() => {}, 1000); })';
    const ended = await withFile(newer, (path) =>
      promisify(execFile)(process.execPath, ["-e", watching], {
        env: { ...process.env, PLIMSOLL_REPLAY: path },
        timeout: 60_000,
      }).catch((error: unknown) => error),
    );
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining("Plimsoll cannot watch:") });
  });

  test("with an argument that it does not know", async () => {
    const { code, output } = await runBoard({ args: ["--relpay", "x"] });
    expect([code, output]).toEqual([2, expect.stringContaining("--replay FILE")]);
  });

  test("with its usage on --help", async () => {
    const { code, output } = await runBoard({ args: ["--help"] });
    expect([code, output]).toEqual([0, expect.stringContaining("--port NUMBER")]);
  });

  test("with a port that is in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    const { code, output } = await runBoard({ args: ["--port", port] });
    other.close();
    expect([code, output]).toEqual([1, expect.stringContaining(`port ${port} is in use on 127.0.0.1`)]);
  });
});

describe("a board that serves", () => {
  let board: BoardProcess | null = null;
  afterEach(async () => {
    await board?.stop("SIGKILL");
    board = null;
  });

  test.each(["SIGTERM", "SIGINT"] as const)("ends on %s as fast with open feeds as without", async (signal) => {
    const control = await startBoard();
    await untilReady(control);
    const alone = await control.stop(signal);

    board = await startBoard();
    const { url } = board;
    await untilReady(board);
    const { contexts } = await (await fetch(`${url}/api/v1/contexts`)).json();
    const events = `${url}/api/v1/contexts/${encodeURIComponent(contexts[0].name)}/events`;
    const feeds = await Promise.all(Array.from({ length: 10 }, () => openEvents(events)));
    await Promise.all(feeds.map((feed) => feed.nextOf("board")));
    const watched = await board.stop(signal);

    expect([alone.code, watched.code]).toEqual([0, 0]);
    // Next's own end waits for the feeds: tens of seconds.
    expect(watched.duration).toBeLessThan(alone.duration * 5 + 2000);
  });

  test("lets a screen ask again after Next's own page for a fault, whose scripts the policy refuses", async () => {
    board = await startBoard();
    const fault = await fetch(`${board.url}/_global-error`);
    const page = await fetch(board.url);
    expect([fault.status, fault.headers.get("refresh")]).toEqual([500, "60"]);
    expect([page.status, page.headers.get("refresh")]).toEqual([200, null]);
  });

  test("stays up while the system it watches cannot be reached, and says so", async () => {
    board = await startBoard({ env: { NATS_URL: "ws://127.0.0.1:9", PLIMSOLL_POLL_INTERVAL: "500ms" } });
    const { url } = board;
    await untilReady(board);
    const [health, check, snapshot] = await Promise.all(
      ["/healthz", "/api/v1/contexts/default/check", "/api/v1/contexts/default/snapshot"].map((path) =>
        fetch(url + path),
      ),
    );
    expect([health?.status, check?.status]).toEqual([200, 503]);
    expect(await snapshot?.json()).toMatchObject({
      status: expect.stringMatching(/unknown|critical/),
      connection: { problem: { message: expect.any(String), remedy: expect.any(String) } },
    });
    // Not a list of none, and no asset is said to be absent.
    for (const path of ["assets?state=offline", "assets.csv", "assets.json", "asset?id=-/APP/ORDERS"]) {
      const answer = await fetch(`${url}/api/v1/contexts/default/${path}`);
      expect([path, answer.status, answer.headers.get("retry-after")]).toEqual([path, 503, "2"]);
      expect(await answer.json()).toMatchObject({ error: "the assets were not looked at yet" });
    }
  });
});
