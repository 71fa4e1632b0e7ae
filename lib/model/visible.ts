/** Control and direction characters, which could make one name look like another. */
const HIDDEN = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A foreign name with what the eye cannot see written out: "a[U+202E]b". */
export function visible(text: string): string {
  return text.replace(
    HIDDEN,
    (found) => `[U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}
