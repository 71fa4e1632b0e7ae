"use client";

import { useEffect, useState } from "react";

const PATIENCE = 3_000;
const SIGNS = ["pointermove", "pointerdown", "keydown"] as const;

/** Whether nobody has touched mouse or keyboard for 3 s. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function stir(): void {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), PATIENCE);
    }
    for (const sign of SIGNS) window.addEventListener(sign, stir);
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, stir);
    };
  }, []);
  return isIdle;
}
