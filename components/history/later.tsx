"use client";

import dynamic from "next/dynamic";
import { persistently } from "#components/feed/persistently.ts";
import type { ChartProps } from "./charts.tsx";

const charts = () => persistently(() => import("./charts.tsx"));

// What is wrong comes first, its history after: the board's first script has no charts in it.
const Levels = dynamic(() => charts().then((module) => module.LevelsChart), { ssr: false });
const Reasons = dynamic(() => charts().then((module) => module.ReasonsChart), { ssr: false });

/** Keeps the space of a chart, with its heading and words: nothing moves when it comes. */
const ROOM = { low: "min-h-[12rem]", high: "min-h-[15rem]" } as const;

export function LevelsChart(props: ChartProps) {
  return (
    <div className={props.isLow ? ROOM.low : ROOM.high}>
      <Levels {...props} />
    </div>
  );
}

export function ReasonsChart(props: ChartProps) {
  return (
    <div className={props.isLow ? ROOM.low : ROOM.high}>
      <Reasons {...props} />
    </div>
  );
}
