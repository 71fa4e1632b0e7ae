import { expect, test } from "vitest";
import { actionOf } from "#components/palette/keys.ts";

const plain = { ctrlKey: false, metaKey: false, altKey: false };

test.each([
  ["Ctrl-K", { key: "k", ctrlKey: true }, false, true, { kind: "palette" }],
  ["Ctrl-K while typing", { key: "K", ctrlKey: true }, false, false, { kind: "palette" }],
  ["Cmd-K", { key: "k", metaKey: true }, false, true, { kind: "palette" }],
  ["/", { key: "/" }, false, true, { kind: "palette" }],
  ["/ where single keys are off", { key: "/" }, false, false, null],
  ["?", { key: "?" }, false, true, { kind: "help" }],
  ["g", { key: "g" }, false, true, { kind: "prefix" }],
  ["g t", { key: "t" }, true, true, { kind: "page", path: "/timeline" }],
  ["t alone", { key: "t" }, false, true, null],
  ["g x", { key: "x" }, true, true, null],
  ["Ctrl-F", { key: "f", ctrlKey: true }, true, true, null],
])("%s", (_, key, isPrefixed, isSingle, action) => {
  expect(actionOf({ ...plain, ...key }, isPrefixed, isSingle)).toEqual(action);
});
