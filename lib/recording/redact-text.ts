import { isOfServers } from "./vocabulary.ts";

export interface Names {
  name(value: string): string;
  /** Whether this word has occurred as a name. */
  isName(word: string): boolean;
}

const FIELD = /unknown field $/;

/**
 * Replaces names in what servers say in words: `unsupported consumer "c"`, `stream 'A > S' is not current`. Anything in
 * quotes is a name, except a field of the servers' own (`unknown field "x"`); elsewhere a word, or a token of a subject,
 * is one if it has occurred as a name before.
 */
export function redactText(text: string, names: Names): string {
  const parts = text.split(/("[^"]*"|'[^']*')/);
  return parts.map((part, index) => (index % 2 ? quoted(part, parts[index - 1] ?? "") : unquoted(part))).join("");

  function quoted(part: string, before: string): string {
    if (FIELD.test(before)) return part;
    const quote = part.charAt(0);
    const inner = part.slice(1, -1);
    return `${quote}${inner.split(" > ").map(names.name).join(" > ")}${quote}`;
  }

  function unquoted(part: string): string {
    return part.replace(/[^\s.,:;()[\]{}]+/g, (word) =>
      names.isName(word) && !isOfServers(word) ? names.name(word) : word,
    );
  }
}
