import { expect, test } from "vitest";
import { messageOf } from "#lib/model/words.ts";

async function measure(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  stack.defer(() => {
    throw new Error("n1 does not end");
  });
  stack.defer(() => {
    throw "no folder";
  });
  throw new Error("no Chromium found");
}

test("what was thrown first is said first, though clearing up threw too", async () => {
  expect(messageOf(await measure().catch((error: unknown) => error))).toBe(
    "no Chromium found; then no folder; then n1 does not end",
  );
});

test.each([
  ["an error", new Error("out of memory"), "out of memory"],
  ["no error at all", "out of memory", "out of memory"],
])("%s says what it says", (_name, thrown, words) => {
  expect(messageOf(thrown)).toBe(words);
});
