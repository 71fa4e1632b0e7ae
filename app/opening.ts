import type { InitialSnapshot } from "#components/feed/events.ts";
import { registry, watched } from "#lib/collector/registry.ts";

/** Names of the contexts that are watched; none while Plimsoll starts. */
export function contextNames(): string[] {
  return registry()?.contexts.map(({ name }) => name) ?? [];
}

/** What a page is drawn with before the feed speaks. */
export function openingOf(context: string): InitialSnapshot | null {
  const snapshot = watched(context)?.store.current();
  return snapshot ? { ...snapshot, now: Date.now() } : null;
}

/** The zone in which times are written. */
export function timeZone(): string {
  return registry()?.timeZone ?? "UTC";
}
