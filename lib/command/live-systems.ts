import { BUNDLED_RECORDING, type Config } from "../config/config.ts";
import type { ContextConfig } from "../model/context.ts";

/** The live systems of a configuration, or the one of this name; where there is none, why, and what to do. */
export function liveSystems({ contexts, replay }: Config, name?: string): ContextConfig[] | string {
  const chosen = contexts.filter((context) => name === undefined || context.name === name);
  if (chosen.length > 0) return chosen;
  const names = contexts.map((context) => context.name).join(", ");
  if (names !== "") return `There is no system ${name}. Name one of these: ${names}.`;
  if (replay !== BUNDLED_RECORDING) return `PLIMSOLL_REPLAY, ${replay}, takes the place of live systems. Unset it.`;
  return "There is no live system. Set NATS_URL or NATS_CONTEXT, or write plimsoll.yaml.";
}
