"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { useNow } from "#components/feed/use-now.ts";
import type { Board } from "#lib/model/board.ts";
import { holding, type Mute } from "#lib/model/mute.ts";
import { mutesOf, noMutes, setMutes, subscribeMutes } from "./mutes.ts";

const NONE: ReadonlyMap<string, Mute> = new Map();

/** The findings on the board that this browser has muted, by key. Before the time is known nothing is. */
export function useMutes(): ReadonlyMap<string, Mute> {
  const context = useContextName();
  const findings = useBoard()?.findings;
  const now = useNow(5_000);
  const kept = useSyncExternalStore(subscribeMutes, () => mutesOf(context), noMutes);
  return useMemo(() => {
    if (!findings || now === null || kept.length === 0) return NONE;
    const present = holding(kept, findings, now).filter(({ key }) => Object.hasOwn(findings, key));
    return present.length === 0 ? NONE : new Map(present.map((mute) => [mute.key, mute]));
  }, [findings, now, kept]);
}

/**
 * Takes away the mutes that are over, for good: what got worse and better again is not muted. `findings` are those of now;
 * null while these are not known.
 */
export function useMuteKeeper(findings: Board["findings"] | null): void {
  const context = useContextName();
  const now = useNow(5_000);
  useEffect(() => {
    if (!findings || now === null) return;
    const kept = mutesOf(context);
    const left = holding(kept, findings, now);
    if (left.length < kept.length) setMutes(context, left);
  }, [context, findings, now]);
}
