import type { Connection } from "../model/board.ts";
import type { Fault } from "../model/probe.ts";
import { SYSTEM_SUBJECTS } from "../nats/permissions.ts";
import type { WireStatus } from "../nats/wire.ts";

/** Why connected servers do not answer on the system account, and what helps. */
const REMEDIES: { [fault in Fault]?: string } = {
  "no-responders": "Use a user of the system account: the one that `system_account` names in the server configuration.",
  denied: `Allow the user to publish ${SYSTEM_SUBJECTS.join(", ")}, and to subscribe to its inbox.`,
  timeout: "Check that the servers are well; Plimsoll asks again with every poll.",
};

export interface RoundFault {
  fault: Fault;
  message: string;
}

/** The link as the board shows it: what the wire says, or why nobody answers over it. The caller keeps `since`. */
export function connectionOf(status: WireStatus, fault: RoundFault | null, since: number): Connection {
  const { state, url } = status;
  const server = status.state === "connected" ? status.serverName : null;
  const remedy = fault ? REMEDIES[fault.fault] : undefined;
  const unanswered = state === "connected" && fault && remedy ? { ...fault, remedy } : null;
  return { state, url, server, problem: status.problem ?? unanswered, since };
}
