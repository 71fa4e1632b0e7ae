import { expect, test } from "vitest";
import { visible } from "#lib/model/visible.ts";

test.each([
  ["a control character", "a\u0015b", "a[U+0015]b"],
  ["a direction", "a\u202eb", "a[U+202E]b"],
  ["no width", "a\u200bb", "a[U+200B]b"],
  ["a soft hyphen", "a\u00adb", "a[U+00AD]b"],
  ["a joiner of graphemes", "a\u034fb", "a[U+034F]b"],
  ["a Hangul filler", "\u115f\u3164\uffa0", "[U+115F][U+3164][U+FFA0]"],
  ["a Mongolian vowel separator", "a\u180eb", "a[U+180E]b"],
  ["an end of line", "a\u2028b\u2029", "a[U+2028]b[U+2029]"],
  ["a tag", "a\u{e0041}", "a[U+E0041]"],
  ["the colour of an emoji, which alone may tell two names apart", "❤\ufe0f", "❤[U+FE0F]"],
])("%s is written out", (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each(["ORDERS", "注文 ß", "e\u0301", "🚀", "a\u00a0b"])("%s stays", (text) => {
  expect(visible(text)).toBe(text);
});
