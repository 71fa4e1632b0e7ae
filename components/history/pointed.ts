"use client";

import { useSyncExternalStore } from "react";

/** A moment that the viewer points at, in a chart or in the timeline, ms since the epoch. */
export interface Pointed {
  at: number;
  from: "chart" | "list";
}

let pointed: Pointed | null = null;
const listeners = new Set<() => void>();

export function pointAt(at: number | null, from: Pointed["from"]): void {
  if (pointed?.at === at && pointed?.from === from) return;
  pointed = at === null ? null : { at, from };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePointed(): Pointed | null {
  return useSyncExternalStore(
    subscribe,
    () => pointed,
    () => null,
  );
}

const TOLERANCE = 0.01;

/**
 * Whether a moment is what is pointed at. In a chart a hundredth of `span` (ms), but at least 5 s, to either side
 * counts too.
 */
export function isNear(at: number, target: Pointed | null, span: number): boolean {
  if (target === null) return false;
  return target.from === "list" ? at === target.at : Math.abs(at - target.at) <= Math.max(5_000, span * TOLERANCE);
}
