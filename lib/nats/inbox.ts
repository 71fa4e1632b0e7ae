import { type MsgHdrs, type NatsConnection, headers as natsHeaders } from "nats.ws";
import type { Requests } from "./requests.ts";
import type { Reply, WireOptions } from "./wire.ts";

/** Subscribes to all reply subjects `<inbox>.<token>` and hands what comes to its request. */
export function receive(nats: NatsConnection, inbox: string, requests: Requests): void {
  nats.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      if (error) return;
      const token = message.subject.slice(inbox.length + 1);
      if (message.data.length === 0 && message.headers?.code === 503) requests.nobodyListens(token);
      else requests.deliver(token, { headers: fromHeaders(message.headers), body: message.data });
    },
  });
}

/** The token of a message that is announced in these bytes to be larger than `most` bytes; null where none is. */
export function tooLargeIn(bytes: Buffer, inbox: string, most: number): string | null {
  const mark = `MSG ${inbox}.`;
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    const line = bytes.toString("latin1", at + mark.length, at + 300);
    const [, token = null, size] = /^(\w+) [^\r\n]*?(\d+)\r\n/.exec(line) ?? [];
    if (Number(size) > most) return token;
  }
  return null;
}

/** Headers as nats.ws takes them; null where there are none. */
export function toHeaders(from: WireOptions["headers"]): MsgHdrs | null {
  if (!from) return null;
  const headers = natsHeaders();
  for (const [name, value] of Object.entries(from)) headers.set(name, value);
  return headers;
}

/** The first value of each header, names in lower case: servers and proxies differ in their case. */
function fromHeaders(headers: MsgHdrs | undefined): Reply["headers"] {
  if (!headers) return {};
  return Object.fromEntries([...headers].map(([name, values]) => [name.toLowerCase(), values[0] ?? ""]));
}
