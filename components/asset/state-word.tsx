import { Sign, TONES } from "#components/ui/shape.tsx";
import type { AssetState } from "#lib/model/asset.ts";
import { STATE_SIGNS } from "./state.ts";

/** A state as shape, word and colour. */
export function StateWord({ state }: { state: AssetState }) {
  const { shape, tone, word } = STATE_SIGNS[state];
  return (
    <span className={`inline-flex items-baseline gap-2 font-semibold whitespace-nowrap ${TONES[tone]}`}>
      <Sign shape={shape} tone={tone} className="size-[1em] self-center" />
      {word}
    </span>
  );
}
