import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { expand } from "./expand.ts";
import type { Report } from "./fault.ts";
import type { Env } from "./surroundings.ts";

type Path = readonly (string | number)[];

/** A YAML file's content with the places of its parts. */
export interface YamlDocument {
  content: unknown;
  /** `file:line:column` of the value at a path, or of the nearest part around it that is there. */
  placeOf(path: Path): string;
  /** Likewise of a key. */
  placeOfKey(path: Path, key: string): string;
}

// The library's own messages can repeat the text at fault, which may be a secret.
const MESSAGES: { [code: string]: string } = {
  DUPLICATE_KEY: "a key stands here twice",
  TAB_AS_INDENT: "a tab is used to indent",
  BAD_INDENT: "the indentation does not fit",
  MISSING_CHAR: "a character is missing",
  MULTIPLE_DOCS: "there is more than one document",
};

/** Reads a YAML text and expands the variables in its values; null after reporting where it is not YAML. */
export function readYaml(text: string, file: string, env: Env, report: Report): YamlDocument | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number | undefined): string => {
    const { line, col } = lines.linePos(offset ?? 0);
    return `${file}:${line}:${col}`;
  };
  for (const error of document.errors) {
    const message = MESSAGES[error.code] ?? "this is not YAML";
    report(placeAt(error.pos[0]), message, "Correct the YAML at this place; a value with special signs needs quotes.");
  }
  if (document.errors.length > 0) return null;
  if (!expandValues(document, env, placeAt, report)) return null;
  return {
    content: document.toJS(),
    placeOf: (path) => placeAt(offsetOf(document, path)),
    placeOfKey: (path, key) => placeAt(offsetOfKey(document, path, key) ?? offsetOf(document, path)),
  };
}

/** False after reporting an alias that leads nowhere: then there is no content to be had. */
function expandValues(document: Document, env: Env, placeAt: (offset?: number) => string, report: Report): boolean {
  let isWhole = true;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document)) return;
      isWhole = false;
      report(placeAt(alias.range?.[0]), "this alias has no anchor", "Quote a value that begins with *.");
    },
    Scalar(key, scalar) {
      if (key === "key" || typeof scalar.value !== "string") return;
      const { text, unset } = expand(scalar.value, env);
      scalar.value = text;
      for (const name of unset) {
        report(
          placeAt(scalar.range?.[0]),
          `the variable ${name} is not set`,
          `Set ${name}, or write $\${ for a plain \${.`,
        );
      }
    },
  });
  return isWhole;
}

function offsetOf(document: Document, path: Path): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && !isAlias(node) && node.range) return node.range[0];
  }
  return undefined;
}

function offsetOfKey(document: Document, path: Path, key: string): number | undefined {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(map)) return undefined;
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}
