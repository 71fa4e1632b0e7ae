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
  const [isSoundOn, setSoundOn] = useState(false);
  const [news, setNews] = useState<Pick<AlarmState, "newest" | "count">>({ newest: null, count: 0 });
  const joined = keys && JSON.stringify(keys);

  const look = useEffectEvent((text: string) => {
    const [first] = alarm.see(JSON.parse(text), performance.now());
    if (first === undefined) return;
    setNews(({ count }) => ({ newest: first, count: count + 1 }));
    if (audio) void beep(audio);
  });
  useEffect(() => {
    if (joined !== null) look(joined);
  }, [joined]);
  useEffect(() => () => void audio?.close(), [audio]);

  function enableSound(): void {
    if (typeof AudioContext === "undefined") return;
    const opened = audio ?? new AudioContext();
    // What a gesture has opened the browser may suspend again, as without a device to play on.
    opened.onstatechange = () => setSoundOn(opened.state === "running");
    void opened.resume();
    setAudio(opened);
  }

  return { ...news, isSoundOn, enableSound };
}
