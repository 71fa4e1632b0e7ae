import { textAnswer } from "#lib/output/answer.ts";

export const dynamic = "force-dynamic";

/** About the process and nothing else: restarting it does not help against an outage of NATS. */
export function GET(): Response {
  return textAnswer("ok\n");
}
