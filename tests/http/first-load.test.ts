import { afterAll, beforeAll, expect, test } from "vitest";
import { FIRST_LOAD_LIMIT, firstLoad } from "../bench/first-load.ts";
import { type BoardProcess, startBoard, untilReady } from "./board-process.ts";

let board: BoardProcess;
beforeAll(async () => {
  // Without a configuration it replays the recording of an incident: all parts of a board are drawn.
  board = await startBoard();
  await untilReady(board);
});
afterAll(() => board.stop());

test.each(["/", "/c/"])("the first load of %s takes at most 170 kB of script", async (path) => {
  const { contexts }: { contexts: { name: string }[] } = await (await fetch(`${board.url}/api/v1/contexts`)).json();
  const { bytes, files } = await firstLoad(board.url, path === "/" ? path : path + contexts[0]?.name);
  expect(files).toBeGreaterThan(5);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_LIMIT);
});
