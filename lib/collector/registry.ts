import type { Published, Store } from "../model/store.ts";

/** A context that is being watched. */
export interface Watched {
  name: string;
  store: Store;
  /** True once the first poll has finished, answered or not. */
  isReady(): boolean;
  close(): Promise<void>;
}

/** All contexts in the order of the configuration. */
export interface Registry {
  contexts: Watched[];
  /** IANA name of the zone in which pages write times. */
  timeZone: string;
  close(): Promise<void>;
}

// Next gives route handlers and instrumentation module instances of their own: what they share lives here.
const slot = globalThis as { plimsoll?: Registry };

export function setRegistry(registry: Registry): void {
  slot.plimsoll = registry;
}

/** The running registry; null while the process starts. */
export function registry(): Registry | null {
  return slot.plimsoll ?? null;
}

export function watched(name: string): Watched | null {
  return slot.plimsoll?.contexts.find((context) => context.name === name) ?? null;
}

/** Every context with its board as it stands; null while the process starts. */
export function publishedContexts(): { name: string; isReady: boolean; published: Published }[] | null {
  const contexts = registry()?.contexts.map(({ name, isReady, store }) => ({
    name,
    isReady: isReady(),
    published: store.current(),
  }));
  return contexts ?? null;
}
