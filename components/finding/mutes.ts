import { type Mute, readMutes } from "#lib/model/mute.ts";

const NONE: Mute[] = [];
const listeners = new Set<() => void>();
/** Read once: a snapshot has to stay the same while nothing changes. Without storage it is all there is. */
const cache = new Map<string, Mute[]>();

function nameOf(context: string): string {
  return `plimsoll.mutes.${context}`;
}

/** The mutes of this browser for a context. */
export function mutesOf(context: string): Mute[] {
  const known = cache.get(context);
  if (known) return known;
  const read = stored(context);
  cache.set(context, read);
  return read;
}

export function setMutes(context: string, mutes: Mute[]): void {
  cache.set(context, mutes);
  try {
    localStorage.setItem(nameOf(context), JSON.stringify(mutes));
  } catch {
    // Without storage a mute lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Hears of changes, those of other tabs too. Returns its undo. */
export function subscribeMutes(listener: () => void): () => void {
  function onStorage({ key }: StorageEvent): void {
    if (key !== null && !key.startsWith(nameOf(""))) return;
    cache.clear();
    listener();
  }
  listeners.add(listener);
  window.addEventListener("storage", onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", onStorage);
  };
}

function stored(context: string): Mute[] {
  try {
    return readMutes(JSON.parse(localStorage.getItem(nameOf(context)) ?? "[]")) ?? NONE;
  } catch {
    return NONE;
  }
}

/** While a page is drawn on the server nothing is muted. */
export function noMutes(): Mute[] {
  return NONE;
}
