import { grouped } from "#lib/model/words.ts";

/** "18,446,744,073,709,551,615": a decimal as large as NATS can count. */
export function groupedText(count: string): string {
  return grouped(BigInt(count));
}

const UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** "512", "53,687,091,200 (50 GiB)": a decimal number of bytes, and as the NATS CLI rounds it. */
export function bytesText(bytes: string): string {
  const power = Math.min(UNITS.length, Math.floor(Math.log2(Math.max(1, Number(bytes))) / 10));
  if (power === 0) return groupedText(bytes);
  const rounded = (Number(bytes) / 1024 ** power).toLocaleString("en", { maximumSignificantDigits: 3 });
  return `${groupedText(bytes)} (${rounded} ${UNITS[power - 1]})`;
}
