"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { createAlarm } from "./alarm.ts";
import { beep } from "./beep.ts";

export interface AlarmState {
  /** The newest critical finding since this screen was opened; null before. */
  newest: string | null;
  /** How many times there was one: the same may come again. */
  count: number;
  isSoundOn: boolean;
  /** Browsers allow sound after a gesture only. */
  enableSound(): void;
}

/** Watches for new critical findings. `keys` is null while nothing is known: that neither alarms nor is learnt. */
export function useAlarm(keys: string[] | null): AlarmState {
  const [alarm] = useState(createAlarm);
  const [audio, setAudio] = useState<AudioContext | null>(null);
  const [news, setNews] = useState<Pick<AlarmState, "newest" | "count">>({ newest: null, count: 0 });
  const joined = keys && JSON.stringify(keys);

  const look = useEffectEvent((text: string) => {
    const [first] = alarm.see(JSON.parse(text), performance.now());
    if (first === undefined) return;
    setNews(({ count }) => ({ newest: first, count: count + 1 }));
    if (audio) beep(audio);
  });
  useEffect(() => {
    if (joined !== null) look(joined);
  }, [joined]);
  useEffect(() => () => void audio?.close(), [audio]);

  function enableSound(): void {
    if (audio || typeof AudioContext === "undefined") return;
    const opened = new AudioContext();
    void opened.resume();
    setAudio(opened);
  }

  return { ...news, isSoundOn: audio !== null, enableSound };
}
