import { type Reply, type Wire, WireError } from "#lib/nats/wire.ts";

/** A wire that answers each subject with these texts; one without texts is a timeout, as an unknown one is. */
export function cannedWire(answers: (subject: string, body: string) => readonly (string | Reply)[]): Wire {
  async function* request(subject: string, body: string): AsyncGenerator<Reply> {
    const replies = answers(subject, body);
    if (replies.length === 0) throw new WireError("timeout", `no answer to ${subject}`);
    for (const reply of replies) yield typeof reply === "string" ? replyOf(reply) : reply;
  }
  return {
    request,
    status: () => ({ state: "connected", url: "ws://canned", serverName: "n1", serverId: "N1", problem: null }),
    onStatus: () => () => {},
    close: async () => {},
  };
}

/** A text as it comes over a wire. */
export function replyOf(text: string): Reply {
  return { headers: {}, body: new TextEncoder().encode(text) };
}
