import { connect, createInbox, type MsgHdrs, type NatsConnection } from "nats.ws";
import WebSocket from "ws";
import { until } from "./until.ts";

export interface User {
  user: string;
  pass: string;
}

/** The users of the lab's own accounts. */
export const users = {
  sys: { user: "sys", pass: "sys" },
  app: { user: "app", pass: "app" },
  billing: { user: "billing", pass: "billing" },
} as const satisfies Record<string, User>;

export type Client = NatsConnection & AsyncDisposable;

/**
 * Connects over WebSocket to exactly this server; it stays with it and does not come back when it is gone.
 *
 * A wss certificate is not checked: the lab knows whom it started.
 */
export async function openClient(websocketUrl: string, user: User): Promise<Client> {
  const options = {
    servers: websocketUrl,
    ...user,
    reconnect: false,
    ignoreClusterUpdates: true,
    timeout: 10_000,
    wsFactory: async (url: string) => ({
      socket: new WebSocket(url, { rejectUnauthorized: false }),
      encrypted: websocketUrl.startsWith("wss:"),
    }),
  };
  const connection = await connect(options);
  return Object.assign(connection, { [Symbol.asyncDispose]: () => connection.close() });
}

/** What a server block of a `$SYS` reply holds, as far as the lab needs it. */
export interface ServerReply {
  server: {
    name: string;
    id: string;
    ver: string;
    domain?: string;
    cluster?: string;
    jetstream?: boolean;
    tags?: string[];
  };
  data?: unknown;
  statsz?: unknown;
}

export interface Ask {
  body?: object;
  headers?: MsgHdrs;
  /** How many replies to wait for. */
  replies: number;
  /** Milliseconds to wait for them. */
  deadline?: number;
}

/** Asks all servers by a `$SYS.REQ.SERVER.PING…` subject; throws when fewer than `replies` answer by the deadline. */
export async function askServers(client: NatsConnection, subject: string, ask: Ask): Promise<ServerReply[]> {
  const texts = await collectReplies(client, subject, ask);
  return texts.map((text) => JSON.parse(text) as ServerReply);
}

/** As `askServers`, but gives the replies as the servers wrote them. */
export async function collectReplies(
  client: NatsConnection,
  subject: string,
  { body = {}, headers, replies, deadline = 10_000 }: Ask,
): Promise<string[]> {
  const inbox = createInbox();
  const texts: string[] = [];
  const subscription = client.subscribe(inbox, {
    callback: (_error, message) => {
      if (message.data.length > 0) texts.push(message.string());
    },
  });
  client.publish(subject, JSON.stringify(body), { reply: inbox, ...(headers && { headers }) });
  try {
    await until(() => texts.length >= replies, { what: `${replies} replies to ${subject}`, deadline });
  } finally {
    subscription.unsubscribe();
  }
  return texts;
}
