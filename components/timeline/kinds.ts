import type { TimelineEvent } from "#lib/model/board.ts";

export type EventKind = TimelineEvent["kind"];

export const KIND_LABELS = {
  version: "versions",
  level: "levels",
  leader: "leaders",
  restart: "restarts",
  server: "servers",
  asset: "states",
  finding: "findings",
  view: "connection",
} as const satisfies Record<EventKind, string>;

const KINDS = Object.keys(KIND_LABELS).filter(isKind);

function isKind(text: string): text is EventKind {
  return Object.hasOwn(KIND_LABELS, text);
}

export function allKinds(): readonly EventKind[] {
  return KINDS;
}

/** The kinds that a page's query asks for; all where it names none. */
export function kindsOf(params: URLSearchParams): ReadonlySet<EventKind> {
  const named = (params.get("kind") ?? "").split(",").filter(isKind);
  return new Set(named.length > 0 ? named : KINDS);
}

/** A page's query with a kind taken in or out; with none named all are shown. */
export function withKind(params: URLSearchParams, kind: EventKind): string {
  const next = new URLSearchParams(params);
  const named = (params.get("kind") ?? "").split(",").filter(isKind);
  const left = named.includes(kind) ? named.filter((each) => each !== kind) : [...named, kind];
  if (left.length === 0 || left.length === KINDS.length) next.delete("kind");
  else next.set("kind", KINDS.filter((each) => left.includes(each)).join(","));
  return next.toString();
}
