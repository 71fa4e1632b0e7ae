"use client";

import { useEffect, useEffectEvent } from "react";
import { type Action, actionOf } from "./keys.ts";
import { areSingleKeysOn } from "./single-keys.ts";

/** How long "g" waits for the next key, ms. */
const PREFIX = 1_500;

/** Keys for the whole page, except while somebody types or a dialog is open. */
export function useKeys(act: (action: Exclude<Action, { kind: "prefix" }>) => void): void {
  const onAction = useEffectEvent(act);
  useEffect(() => {
    let prefixedAt = Number.NEGATIVE_INFINITY;
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      const isPrefixed = event.timeStamp - prefixedAt < PREFIX;
      const action = actionOf(event, isPrefixed, !isTyping(event.target) && areSingleKeysOn());
      prefixedAt = action?.kind === "prefix" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (action === null || action.kind === "prefix") return;
      event.preventDefault();
      onAction(action);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
