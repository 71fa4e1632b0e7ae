"use client";

import { useEffect, useEffectEvent, useState } from "react";

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
  const isRunning = !isPaused && (count > 1 || onEnd !== undefined);

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
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => go(1), every);
    return () => clearInterval(timer);
  }, [isRunning, every]);

  return index;
}
