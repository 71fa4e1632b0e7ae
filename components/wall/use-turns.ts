"use client";

import { useEffect, useState } from "react";

interface Turns {
  count: number;
  /** ms. */
  every: number;
  isPaused: boolean;
  /** After the last page; it starts over where this is absent. */
  onEnd?: (() => void) | undefined;
}

const STEPS: { [key: string]: number } = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

/** Which of `count` pages is shown: goes on by itself, and by the arrow keys. */
export function useTurns({ count, every, isPaused, onEnd }: Turns): number {
  const [turn, setTurn] = useState(0);
  const index = Math.min(turn, count - 1);

  useEffect(() => {
    function go(step: number): void {
      if (step > 0 && index + step >= count && onEnd) onEnd();
      else setTurn((index + step + count) % count);
    }
    function press(event: KeyboardEvent): void {
      const step = STEPS[event.key];
      if (step !== undefined) go(step);
    }
    window.addEventListener("keydown", press);
    const timer = isPaused || (count === 1 && !onEnd) ? undefined : setTimeout(() => go(1), every);
    return () => {
      window.removeEventListener("keydown", press);
      clearTimeout(timer);
    };
  }, [index, count, every, isPaused, onEnd]);

  return index;
}
