import { Sign } from "#components/ui/shape.tsx";
import type { AssetState } from "#lib/model/asset.ts";
import { STATE_SIGNS } from "./state.ts";

const TEXT = {
  critical: "text-critical",
  warning: "text-warning",
  info: "text-info",
  quiet: "text-soft",
} as const;

/** A state as shape, word and colour. */
export function StateWord({ state }: { state: AssetState }) {
  const { shape, tone, word } = STATE_SIGNS[state];
  return (
    <span className={`inline-flex items-baseline gap-2 font-semibold whitespace-nowrap ${TEXT[tone]}`}>
      <Sign shape={shape} tone={tone} className="size-[1em] self-center" />
      {word}
    </span>
  );
}
