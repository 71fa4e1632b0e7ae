import type { Shape, Tone } from "#components/ui/shape.tsx";
import type { Status } from "#lib/model/board.ts";

export const STATUS_SIGNS = {
  critical: { shape: "cross", tone: "critical", word: "Critical" },
  unknown: { shape: "question", tone: "quiet", word: "Not known" },
  warning: { shape: "triangle", tone: "warning", word: "Warning" },
  ok: { shape: "ring", tone: "quiet", word: "Well" },
} as const satisfies Record<Status, { shape: Shape; tone: Tone; word: string }>;
