"use client";

import dynamic from "next/dynamic";
import { persistently } from "#components/feed/persistently.ts";

const charts = () => persistently(() => import("./charts.tsx"));

/** Keeps the room of a chart with its heading and its words. */
const loading = () => <div className="h-56" />;

// What is wrong comes first, how it came to be comes after: the board's first script is without its charts.
export const LevelsChart = dynamic(() => charts().then((module) => module.LevelsChart), { ssr: false, loading });
export const ReasonsChart = dynamic(() => charts().then((module) => module.ReasonsChart), { ssr: false, loading });
