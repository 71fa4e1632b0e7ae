import type { Shape, Tone } from "#components/ui/shape.tsx";
import type { Severity } from "#lib/model/finding.ts";

export const SEVERITY_SIGNS = {
  critical: { shape: "cross", tone: "critical", word: "Critical" },
  warning: { shape: "triangle", tone: "warning", word: "Warning" },
  info: { shape: "info", tone: "info", word: "Note" },
} as const satisfies Record<Severity, { shape: Shape; tone: Tone; word: string }>;
