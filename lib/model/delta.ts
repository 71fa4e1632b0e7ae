import type { Board } from "./board.ts";

const COLLECTIONS = ["servers", "findings", "assets"] as const;
type Collection = (typeof COLLECTIONS)[number];

/** What turns one board into the next: whole values by key, so that applying needs no merge rules. */
export type Delta = { head?: Board["head"] } & {
  [name in Collection]?: { set?: Board[name]; removed?: string[] };
};

/** The difference of two boards; `{}` where they are equal. Invariant: `apply(a, diff(a, b))` equals `b`. */
export function diff(from: Board, to: Board): Delta {
  const delta: Delta = {};
  if (!isSame(from.head, to.head)) delta.head = to.head;
  for (const name of COLLECTIONS) {
    const change = diffRecords<Board[Collection][string]>(from[name], to[name]);
    if (change) Object.assign(delta, { [name]: change });
  }
  return delta;
}

/** The board after a delta; parts that did not change keep their identity, so that a screen redraws only what did. */
export function apply(board: Board, delta: Delta): Board {
  return {
    head: delta.head ?? board.head,
    servers: applyRecords(board.servers, delta.servers),
    findings: applyRecords(board.findings, delta.findings),
    assets: applyRecords(board.assets, delta.assets),
  };
}

export function isEmpty(delta: Delta): boolean {
  return Object.keys(delta).length === 0;
}

interface RecordChange<T> {
  set?: { [key: string]: T };
  removed?: string[];
}

function diffRecords<T>(from: { [key: string]: T }, to: { [key: string]: T }): RecordChange<T> | null {
  const set: [string, T][] = Object.entries(to).filter(([key, value]) => !isSame(own(from, key), value));
  const removed = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
  if (set.length === 0 && removed.length === 0) return null;
  return {
    ...(set.length > 0 && { set: Object.fromEntries(set) }),
    ...(removed.length > 0 && { removed }),
  };
}

function applyRecords<T>(records: { [key: string]: T }, change: RecordChange<T> | undefined): { [key: string]: T } {
  if (!change) return records;
  const removed = new Set(change.removed);
  const kept = Object.entries(records).filter(([key]) => !removed.has(key));
  return Object.fromEntries([...kept, ...Object.entries(change.set ?? {})]);
}

/** Names come from NATS and may be `__proto__` or `constructor`: only own keys count. */
function own<T>(records: { [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(records, key) ? records[key] : undefined;
}

/** Deep equality of plain JSON values. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key) || !isSame(Reflect.get(a, key), Reflect.get(b, key))) return false;
  }
  return true;
}
