import { isKeyAName, kindOf, type StringKind } from "./vocabulary.ts";

/** What becomes of a string of each kind. */
export type Dialect = { [kind in Exclude<StringKind, "safe">]: (value: string) => string };

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** An object or array that is being read; an array's strings belong to the key that holds the array. */
interface Level {
  isObject: boolean;
  /** The key that holds it, that of the array around it included. */
  owner: string;
  key: string;
  isKeyNext: boolean;
}

/**
 * Replaces the strings in a JSON text. All else stays to the letter: a parser would round the servers' 64-bit numbers.
 * The text has to be JSON.
 */
export function redactJson(json: string, dialect: Dialect): string {
  const levels: Level[] = [{ isObject: false, owner: "", key: "", isKeyNext: false }];
  return json.replace(TOKENS, (token) => {
    const level = levels.at(-1);
    if (!level) return token;
    if (token === "{" || token === "[") {
      const isObject = token === "{";
      const owner = level.key;
      levels.push({ isObject, owner, key: isObject ? "" : owner, isKeyNext: isObject });
    } else if (token === "}" || token === "]") levels.pop();
    else if (token === ",") level.isKeyNext = level.isObject;
    else if (token === ":") level.isKeyNext = false;
    else return redactString(token, level, dialect);
    return token;
  });
}

function redactString(token: string, level: Level, dialect: Dialect): string {
  const value = String(JSON.parse(token));
  if (level.isKeyNext) {
    level.key = value;
    return isKeyAName(value, level.owner) ? JSON.stringify(dialect.name(value)) : token;
  }
  const kind = kindOf(level.key, level.owner);
  return kind === "safe" ? token : JSON.stringify(dialect[kind](value));
}
