"use client";

import { Area, AreaChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { clockText, shortTime } from "#components/ui/time.ts";
import type { Band, Row } from "./series.ts";

const TICK = { fill: "var(--soft)", fontSize: "0.875rem" };

/** Stacked bands over time, in steps: counts jump, they do not slope. */
export function BandChart({ rows, bands }: { rows: Row[]; bands: Band[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart data={rows} margin={{ top: 6, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={["dataMin", "dataMax"]}
          tickFormatter={shortTime}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={60}
          height={26}
        />
        <YAxis allowDecimals={false} tick={TICK} tickLine={false} axisLine={false} width={36} tickCount={3} />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(at) => clockText(Number(at))}
          contentStyle={{ background: "var(--ground)", border: "1px solid var(--line-strong)", borderRadius: 0 }}
          itemStyle={{ color: "var(--ink)" }}
        />
        {bands.map(({ key, label, color }) => (
          <Area
            key={key}
            dataKey={key}
            name={label}
            type="stepAfter"
            stackId="all"
            stroke="var(--ground)"
            strokeWidth={1}
            fill={color}
            fillOpacity={1}
            isAnimationActive={false}
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  );
}
