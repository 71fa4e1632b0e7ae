import { messageOf } from "#lib/model/words.ts";
import { type Preset, type PresetName, presets } from "../simulator/presets.ts";
import type { PartName } from "./bars.ts";
import { measureFanOut } from "./fan-out.ts";
import { measureFreshness } from "./freshness.ts";
import { freshnessSections, type SizedFreshness } from "./freshness-rows.ts";
import { measureLighthouse } from "./lighthouse.ts";
import { measureSize } from "./measure-size.ts";
import { measurePage } from "./page.ts";
import type { Plan } from "./plans.ts";
import { measureRealSystem } from "./real-system.ts";
import { notShown, type Row, type Section } from "./rows.ts";
import { type Sizes, sizeSections } from "./size-rows.ts";
import { measureSlope } from "./slope.ts";
import { quantile } from "./statistics.ts";

/** The poll interval that Plimsoll has where nothing else is said, s. */
const POLL = 2;

/** What one run has measured that later parts of it go by. */
export interface Known {
  /** How long, by the 99th percentile, a stream's going offline took to be seen, s, by the size of the system. */
  streamSeen: Map<string, number>;
}

type Part = (plan: Plan, known: Known) => Promise<Section[]>;

/** All that can be measured, in the order in which it is. */
export const PARTS: { [name in PartName]: Part } = {
  async freshness({ freshness }, { streamSeen }) {
    const taken: SizedFreshness[] = [];
    const missing = await eachSize("freshness", freshness, async (at, preset, options) => {
      const measured = await measureFreshness(preset, options);
      taken.push({ ...measured, at, assets: preset.streams + preset.consumers });
      streamSeen.set(at, (quantile(measured.streams, 0.99) * options.pollInterval) / 1_000);
    });
    return [...freshnessSections(taken), { heading: "Freshness", rows: missing }];
  },
  async sizes(plan, { streamSeen }) {
    const sizes: Sizes = {};
    const missing = await eachSize("sizes", plan.sizes, async (at, preset, options) => {
      sizes[at] = await measureSize(preset, options);
    });
    return [
      ...sizeSections(sizes, (at) => streamSeen.get(at) ?? POLL),
      { heading: "Cost to the system", rows: missing },
    ];
  },
  real: async ({ real }, { streamSeen }) =>
    section("Cost to a real system", await measureRealSystem({ ...real, pace: streamSeen.get("small") ?? POLL })),
  screens: ({ screens }) => measureFanOut(presets.small, screens),
  slope: async ({ slope }) => section("Memory", await measureSlope("small", presets.small, slope)),
  page: async ({ page }) => section("Page", await measurePage(page)),
  lighthouse: async ({ lighthouse }) => section("Page", lighthouse ? await measureLighthouse() : []),
};

function section(heading: string, rows: Row[]): Section[] {
  return [{ heading, rows }];
}

/** A size that cannot be measured does not keep the others from it: gives lines that say why. */
async function eachSize<Options>(
  part: PartName,
  plans: { [size in PresetName]?: Options },
  measure: (at: string, preset: Preset, options: Options) => Promise<void>,
): Promise<Row[]> {
  const missing: Row[] = [];
  for (const [at, options] of Object.entries(plans) as [PresetName, Options][]) {
    console.error(`${part}: ${at} …`);
    try {
      await measure(at, presets[at], options);
    } catch (error) {
      console.error(error);
      missing.push(...notShown(part, messageOf(error), at));
    }
  }
  return missing;
}
