import { contextsOfProcess } from "../config/of-process.ts";
import type { Credentials } from "../model/context.ts";
import { credentialsOf } from "./wires.ts";

/**
 * Gives the credentials that the configuration has at present for the wire of this name. Null where they cannot be had:
 * why is told to `say`, once while it stays the same.
 */
export function renewing(
  wire: string,
  say: (line: string) => void,
  read: typeof contextsOfProcess = contextsOfProcess,
): () => Credentials | null {
  let told = "";
  return () => {
    const { contexts, faults } = read();
    const credentials = credentialsOf(contexts, wire);
    const words = faults.map(({ place, message }) => `${place}: ${message}`).join("; ");
    const why = credentials ? "" : words || "the configuration no longer has any for it";
    if (why !== "" && why !== told) say(`${wire}: no new credentials: ${why}`);
    told = why;
    return credentials;
  };
}
