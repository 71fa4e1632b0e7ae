import type { Probe } from "../model/probe.ts";
import { askServer, ofData } from "./gather.ts";
import { probe } from "./probe.ts";
import { PING_SUBJECTS } from "./subjects.ts";
import type { Wire } from "./wire.ts";

/** The system account as any server names it, in operator mode by its public key; null where none says (VARZ). */
export function systemAccount(wire: Wire, timeout: number): Promise<Probe<string | null>> {
  return probe(() =>
    askServer(
      wire,
      PING_SUBJECTS.VARZ,
      {},
      timeout,
      ofData((_, data) => data.optionalString("system_account")),
    ),
  );
}
