"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";

interface Turns {
  count: number;
  /** ms. */
  every: number;
  isPaused: boolean;
  /** After the last page; it starts over where this is absent. */
  onEnd: (() => void) | undefined;
}

const STEPS: { [key: string]: number } = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

/** Which of `count` pages is shown: goes on by itself, and by the arrow keys. */
export function useTurns({ count, every, isPaused, onEnd }: Turns): number {
  const [turn, setTurn] = useState(0);
  const index = Math.min(turn, count - 1);

  const go = useEffectEvent((step: number) => {
    const isOver = onEnd !== undefined && step > 0 && index + step >= count;
    setTurn(isOver ? 0 : (index + step + count) % count);
    if (isOver) onEnd();
  });
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const step = STEPS[event.key];
      if (step !== undefined) go(step);
    }
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  /** When the wait for the next turn began, ms of this page's clock. */
  const since = useRef(0);
  useEffect(() => {
    if (!isPaused) since.current = performance.now();
  }, [isPaused]);
  useEffect(() => {
    if (isPaused) return;
    // What is left of the wait: how many pages there are, and so how long each stays, may change more often than they turn.
    let timer = setTimeout(turnOn, since.current + every - performance.now());
    function turnOn(): void {
      since.current = performance.now();
      timer = setTimeout(turnOn, every);
      go(1);
    }
    return () => clearTimeout(timer);
  }, [isPaused, every]);

  return index;
}
