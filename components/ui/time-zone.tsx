"use client";

import type { ReactNode } from "react";
import { setTimeZone } from "./time.ts";

/** Sets the zone of all absolute times below it, before they are drawn, on the server and in the browser alike. */
export function TimeZone({ name, children }: { name: string; children: ReactNode }) {
  setTimeZone(name);
  return children;
}
