"use client";

import { Area, AreaChart, ReferenceArea, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { dateText } from "#components/ui/time.ts";
import { grouped } from "#lib/model/words.ts";
import type { Marker } from "./markers.ts";
import { pointAt, usePointed } from "./pointed.ts";
import type { Band, Gap, Row } from "./series.ts";
import { roundTicks, tickTexts } from "./ticks.ts";

// Recharts counts in px; the rest of the page grows with the screen.
function readRem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

const TICK = { fill: "var(--soft)", fontSize: "0.875rem" };
const GROUND = "var(--ground)";
const TIP = { background: GROUND, border: "1px solid var(--line-strong)", borderRadius: 0 };

interface BandChartProps {
  rows: Row[];
  bands: Band[];
  gaps: Gap[];
  /** Id of the pattern that fills them. */
  hatch: string;
  markers: Marker[];
}

/** Stacked bands over time, in steps: counts jump, they do not slope. What is pointed at elsewhere is marked here too. */
export function BandChart({ rows, bands, gaps, hatch, markers }: BandChartProps) {
  const pointed = usePointed();
  const most = Math.max(1, ...rows.map((row) => bands.reduce((sum, { key }) => sum + (row[key] ?? 0), 0)));
  const rem = readRem();
  // Hundreds and thousands need more room than three servers do.
  const width = rem * Math.max(2, 0.8 + 0.6 * grouped(most).length);
  const ticks = roundTicks(rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0, 5);
  const texts = tickTexts(ticks);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart
        data={rows}
        margin={{ top: rem / 2, right: 1, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        syncId="past"
        syncMethod="value"
        onMouseMove={({ activeLabel }) => pointAt(activeLabel === undefined ? null : Number(activeLabel), "chart")}
        onMouseLeave={() => pointAt(null, "chart")}
      >
        <XAxis
          dataKey="at"
          type="number"
          domain={["dataMin", "dataMax"]}
          ticks={ticks}
          tickFormatter={(at) => texts.get(at) ?? ""}
          tick={TICK}
          tickMargin={rem * 0.35}
          tickLine={{ stroke: "var(--line-strong)" }}
          axisLine={{ stroke: "var(--line-strong)" }}
          height={rem * 2}
        />
        <YAxis
          domain={[0, most]}
          ticks={[0, most]}
          tickFormatter={grouped}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={width}
        />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(at) => dateText(Number(at))}
          contentStyle={TIP}
          itemStyle={{ color: "var(--ink)" }}
          cursor={{ stroke: "var(--ink)" }}
        />
        {gaps.map(({ from, to }) => (
          <ReferenceArea key={from} className="gap" x1={from} x2={to} fill={`url(#${hatch})`} fillOpacity={1} />
        ))}
        {bands.map(({ key, label, fill, edge }) => (
          <Area
            key={key}
            dataKey={key}
            name={label}
            type="stepAfter"
            stackId="all"
            stroke={edge ?? GROUND}
            strokeWidth={rem / 14}
            fill={fill}
            fillOpacity={1}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
        {/* On bands of any shade a line is seen between two of the ground. */}
        {[...new Set([...markers, ...(pointed?.from === "list" ? [pointed] : [])].map(({ at }) => at))].map((at) => (
          <ReferenceLine key={`halo ${at}`} x={at} stroke={GROUND} strokeWidth={rem / 3} ifOverflow="hidden" />
        ))}
        {markers.map(({ at, kind }) => (
          <ReferenceLine
            key={`${at} ${kind}`}
            className="marker"
            x={at}
            stroke="var(--ink)"
            strokeDasharray={kind === "version" ? "none" : "2 3"}
            ifOverflow="hidden"
          />
        ))}
        {pointed?.from === "list" && (
          <ReferenceLine className="pointed" x={pointed.at} stroke="var(--info)" strokeWidth={3} ifOverflow="hidden" />
        )}
      </AreaChart>
    </ResponsiveContainer>
  );
}
