"use client";

import { useSearchParams } from "next/navigation";

const THEMES = ["light", "dark", "contrast"];

/** `?theme=`: the style sheet looks for this mark, so that no script need run before the first paint. */
export function Theme() {
  const theme = useSearchParams().get("theme") ?? "";
  return <i hidden data-theme={THEMES.includes(theme) ? theme : "system"} />;
}
