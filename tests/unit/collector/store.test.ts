import { expect, test } from "vitest";
import { createStore } from "#lib/collector/create-store.ts";
import { apply } from "#lib/model/delta.ts";
import { NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import type { Update } from "#lib/model/store.ts";
import { NOW, observedServer } from "../model/observed.ts";
import { findingBoard } from "../model/plain-board.ts";

const board = (...titles: string[]) =>
  findingBoard(
    "ws://a",
    titles.map((title) => [title, title]),
  );

function storeOf(...titles: string[]) {
  return createStore(board(...titles), () => NOW);
}

test("each change is one revision, and its delta leads from one board to the next", () => {
  const store = storeOf();
  const first = store.current();
  store.publish(board("a"), NO_DIAGNOSIS, NOW);
  store.publish(board("a", "b"), NO_DIAGNOSIS, NOW + 1);
  expect(store.current().revision).toBe(first.revision + 2);
  const updates = store.since(first.revision) ?? [];
  const patched = updates.reduce((known, { delta }) => (delta ? apply(known, delta) : known), first.board);
  expect(patched).toEqual(store.current().board);
});

test("without a change the revision stays, and subscribers hear that the servers were asked again", () => {
  const store = storeOf("a");
  const heard: Update[] = [];
  store.subscribe((update) => heard.push(update));
  const { revision } = store.current();
  store.publish(board("a"), NO_DIAGNOSIS, NOW);
  store.publish(board("a"), NO_DIAGNOSIS, NOW);
  expect(heard).toEqual([{ revision, observedAt: NOW, delta: null }]);
});

test("rows of servers that say the same stay the same objects", () => {
  const drawn = (title: string) =>
    findingBoard(
      "ws://a",
      [[title, title]],
      [observedServer("n1"), observedServer("n2", { isAnswering: title === "a" })],
    );
  const store = createStore(drawn("a"), () => NOW);
  const before = store.current().board.servers;
  store.publish(drawn("b"), NO_DIAGNOSIS, NOW);
  const after = store.current().board.servers;
  expect(after).toEqual(drawn("b").servers);
  expect(Object.keys(after)).toEqual(Object.keys(drawn("b").servers));
  expect(after["ID-n1"]).toBe(before["ID-n1"]);
  expect(after["ID-n2"]).not.toBe(before["ID-n2"]);
});

test("who unsubscribes hears nothing more", () => {
  const store = storeOf();
  const heard: Update[] = [];
  const stop = store.subscribe((update) => heard.push(update));
  stop();
  store.publish(board("a"), NO_DIAGNOSIS, NOW);
  expect(heard).toEqual([]);
});

test.each([
  { what: "the current revision has nothing to catch up", back: 0, want: 0 },
  { what: "a known revision gets all that came after", back: 3, want: 3 },
  { what: "the oldest that is kept", back: 200, want: 200 },
  { what: "what is too long ago needs a full board", back: 201, want: null },
  { what: "a revision of the future too: it is of another process", back: -1, want: null },
])("since: $what", ({ back, want }) => {
  const store = storeOf();
  for (let index = 0; index < 300; index++) store.publish(board(String(index)), NO_DIAGNOSIS, NOW + index);
  expect(store.since(store.current().revision - back)?.length ?? null).toBe(want);
});
