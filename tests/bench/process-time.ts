import { readFileSync } from "node:fs";

/** User and system time that a running process has taken so far, in ticks of the kernel; of Linux only. */
export function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in brackets, may have spaces in it: what is counted begins behind it, with the third field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}
