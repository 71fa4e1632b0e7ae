import type { Shape, Tone } from "#components/ui/shape.tsx";
import type { AssetState } from "#lib/model/asset.ts";

interface StateSign {
  shape: Shape;
  tone: Tone;
  word: string;
  means: string;
}

export const STATE_SIGNS = {
  offline: { shape: "cross", tone: "critical", word: "Offline", means: "The servers say that it does not run." },
  unavailable: {
    shape: "triangle",
    tone: "critical",
    word: "Unavailable",
    means: "Nothing serves it, and no server says why.",
  },
  degraded: {
    shape: "half",
    tone: "warning",
    word: "Degraded",
    means: "A leader serves it, a replica does not follow.",
  },
  settling: {
    shape: "dots",
    tone: "info",
    word: "Settling",
    means: "Not all of it runs yet; the servers call that passing.",
  },
  unobserved: { shape: "question", tone: "quiet", word: "Not observed", means: "No access, or no answer." },
  online: { shape: "ring", tone: "quiet", word: "Online", means: "It runs." },
} as const satisfies Record<AssetState, StateSign>;
