import type { ContextConfig } from "../model/context.ts";
import type { ConfigFault } from "./fault.ts";
import type { HttpConfig } from "./http-config.ts";

/** The recording that is shown when nothing is configured. */
export const BUNDLED_RECORDING = "lib/recording/bundled.rec";

/** What this process shows and where it serves it. */
export interface Config extends HttpConfig {
  /** Live systems, in the order of the board; empty while a recording is shown. */
  contexts: ContextConfig[];
  /** Path of the recording to show instead of a live system. */
  replay: string | null;
  /** IANA name of the zone of absolute times. */
  timeZone: string;
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; faults: ConfigFault[] };
