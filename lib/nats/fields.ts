import type { JsonObject } from "../model/json.ts";
import { mismatch, type Place } from "./place.ts";

/** A count beyond 2^53 that was read as a number and has lost its last digits: the text must be read again. */
export class InexactCount extends Error {
  override readonly name = "InexactCount";
}

/**
 * A JSON object of a reply, read field by field; unknown fields are ignored, `null` counts as missing, and what has the
 * wrong type throws a `malformed` WireError with its path: `jsz.account_details[3].name: expected string, got 7`.
 * Fields are read by fixed names, none of which objects inherit, so that a key such as `__proto__` means nothing.
 */
export class Fields implements Place {
  readonly parent: Place | null;
  readonly key: string;
  readonly index: number | null;
  readonly #record: { [key: string]: unknown };

  /** `key` names the whole reply in errors where there is no parent; `index` is that in the list of this key. */
  constructor(value: unknown, key: string, parent: Place | null = null, index: number | null = null) {
    this.parent = parent;
    this.key = key;
    this.index = index;
    if (!isRecord(value)) throw mismatch(this, "object", value);
    this.#record = value;
  }

  has(key: string): boolean {
    return this.#get(key) !== null;
  }

  string(key: string): string {
    const value = this.#get(key);
    return typeof value === "string" ? value : this.#fail(key, "string");
  }

  /** Null where missing or empty: servers leave out what is empty, or do not. */
  optionalString(key: string): string | null {
    const value = this.#get(key);
    if (value === null || value === "") return null;
    return typeof value === "string" ? value : this.#fail(key, "string");
  }

  number(key: string): number {
    const value = this.#get(key);
    return typeof value === "number" ? value : this.#fail(key, "number");
  }

  optionalNumber(key: string): number | null {
    const value = this.#get(key);
    return value === null || typeof value === "number" ? value : this.#fail(key, "number");
  }

  /** An unsigned 64-bit count, exact, as text. */
  count(key: string): string {
    const value = this.#get(key);
    if (typeof value === "string" && /^\d+$/.test(value)) return value;
    if (typeof value !== "number" || value < 0) return this.#fail(key, "count");
    if (value > Number.MAX_SAFE_INTEGER) throw new InexactCount();
    return Number.isInteger(value) ? String(value) : this.#fail(key, "count");
  }

  boolean(key: string): boolean {
    const value = this.#get(key);
    return typeof value === "boolean" ? value : this.#fail(key, "boolean");
  }

  /** False where missing: Go leaves out a false with `omitempty`. */
  flag(key: string): boolean {
    const value = this.#get(key);
    if (value === null) return false;
    return typeof value === "boolean" ? value : this.#fail(key, "boolean");
  }

  /** RFC 3339 to ms since the epoch; null where missing or Go's zero time. */
  time(key: string): number | null {
    const text = this.#get(key);
    if (text === null) return null;
    if (typeof text !== "string") return this.#fail(key, "string");
    if (text.startsWith("0001-01-01")) return null;
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? this.#fail(key, "time") : ms;
  }

  /** Strings; none where missing, as Go writes an empty list as null or leaves it out. */
  strings(key: string): string[] {
    return this.#list(key).map((item, index) => {
      if (typeof item !== "string") throw mismatch({ parent: this, key, index }, "string", item);
      return item.toWellFormed();
    });
  }

  fields(key: string): Fields {
    return new Fields(this.#get(key), key, this);
  }

  optionalFields(key: string): Fields | null {
    const value = this.#get(key);
    return value === null ? null : new Fields(value, key, this);
  }

  list<T>(key: string, decode: (item: Fields) => T): T[] {
    return this.#list(key).map((item, index) => decode(new Fields(item, key, this, index)));
  }

  /** The objects of a list that continues one begun elsewhere: in errors they are counted from `first` on. */
  moreOf(key: string, place: Place, first: number): Fields[] {
    return this.#list(key).map((item, index) => new Fields(item, key, place, first + index));
  }

  /** A map whose keys are names given by users of NATS; read it with `Object.hasOwn`. */
  map<T>(key: string, read: (entries: Fields, name: string) => T): { [name: string]: T } {
    const entries = this.optionalFields(key);
    if (!entries) return {};
    return Object.fromEntries(Object.keys(entries.#record).map((name) => [name.toWellFormed(), read(entries, name)]));
  }

  /** A document that is passed on as it is. */
  json(key: string): JsonObject | null {
    const value = this.#get(key);
    if (value === null) return null;
    return isJsonObject(value) ? value : this.#fail(key, "object");
  }

  /** A text with half a character, as an escape can make, could not be part of an address. */
  #get(key: string): unknown {
    const value = this.#record[key] ?? null;
    return typeof value === "string" ? value.toWellFormed() : value;
  }

  #list(key: string): unknown[] {
    const value = this.#get(key);
    if (value === null) return [];
    return Array.isArray(value) ? value : this.#fail(key, "array");
  }

  #fail(key: string, expected: string): never {
    throw mismatch({ parent: this, key, index: null }, expected, this.#get(key));
  }
}

function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Only for what JSON.parse made: all below is JSON then. */
function isJsonObject(value: unknown): value is JsonObject {
  return isRecord(value);
}
