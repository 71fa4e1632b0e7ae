import { BARS, type PartName, type Unit } from "./bars.ts";

/** One line of a table. */
export interface Row {
  name: string;
  at: string;
  /** "" where there is none. */
  figure: string;
  /** What it should be; "" where nothing is asked. */
  bar: string;
  isMissed: boolean;
  method: string;
  /** Why there is no figure. */
  notShown?: string;
}

/** Figures that belong together. */
export interface Section {
  heading: string;
  rows: Row[];
}

interface Figure {
  name: string;
  at: string;
  value: number;
  unit: Unit;
  method: string;
}

/** A line with a figure, held to what is asked of it. */
export function row({ name, at, value, unit, method }: Figure): Row {
  const bar = BARS.find((each) => each.name === name && each.at.includes(at));
  const line = { name, at, bar: bar ? barText(bar.most, bar.unit) : "", method };
  // Of what was compared one side was nothing.
  if (!Number.isFinite(value)) return { ...line, figure: "–", isMissed: bar !== undefined };
  return { ...line, figure: figureText(value, unit), isMissed: bar !== undefined && value > bar.most };
}

/** How many times as much. */
export function times(name: string, at: string, value: number, method: string): Row {
  return row({ name, at, value, unit: "×", method });
}

/** A time as a multiple of another, held to the `most` that it may be; all ms. */
export function timed(
  { name, at, method }: Pick<Row, "name" | "at" | "method">,
  { taken, besides, most }: { taken: number; besides: number; most: number },
): Row {
  const figure = `${(taken / besides).toFixed(2)} × (${taken.toFixed(0)} ms)`;
  return { name, at, figure, bar: `≤ ${most} ms`, isMissed: taken > most, method };
}

/** `value` is a part of 1. */
export function share(name: string, at: string, value: number, method: string): Row {
  return row({ name, at, value: value * 100, unit: "%", method });
}

/** A figure that is a text of its own; nothing is asked of it. */
export function told(name: string, at: string, figure: string, method: string): Row {
  return { name, at, figure, bar: "", isMissed: false, method };
}

/** Lines for what a part was to show, and why it did not; of one size, or of all. */
export function notShown(part: PartName, why: string, size?: string): Row[] {
  const missing = { figure: "", isMissed: false, method: "", notShown: why };
  const rows = BARS.filter((bar) => bar.part === part).flatMap(({ name, at, most, unit }) =>
    at
      .filter((each) => size === undefined || each === size)
      .map((each) => ({ ...missing, name, at: each, bar: barText(most, unit) })),
  );
  return rows.length > 0 ? rows : [{ ...missing, name: `all of "${part}"`, at: size ?? "", bar: "" }];
}

/** Three digits, without exponents: a figure is read by people. */
function figureText(value: number, unit: Unit): string {
  const digits = Math.abs(value) >= 1 ? Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))) : 3;
  return `${value.toFixed(digits)} ${unit}`;
}

function barText(most: number, unit: Unit): string {
  return `≤ ${most} ${unit}`;
}
