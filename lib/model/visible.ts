/** What the eye cannot see in a text: control characters, and those that nothing is drawn for, as of direction and width. */
export const HIDDEN = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

/**
 * A foreign text with what the eye cannot see written out: "a[U+202E]b". What joins or colours an emoji is too: two names
 * that differ must not look the same.
 */
export function visible(text: string): string {
  return text.replace(
    HIDDEN,
    (found) => `[U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}
