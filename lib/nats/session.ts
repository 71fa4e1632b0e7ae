import { connect, type NatsConnection } from "nats.ws";
import { isSubject } from "../model/account-prefix.ts";
import type { Tls } from "../model/context.ts";
import type { Address } from "./address.ts";
import type { Login } from "./credentials.ts";
import { receive, toHeaders, tooLargeIn } from "./inbox.ts";
import { type EndCause, explainEnd, explainFailedDial } from "./problem.ts";
import { createRequests, type Requests } from "./requests.ts";
import { bytesOf, openSocket, type Socket } from "./socket.ts";
import { type Reply, WireError, type WireOptions, type WireProblem } from "./wire.ts";

/** A frozen server is noticed after three of these, ms. */
const PING_INTERVAL = 2000;
/** Room above the largest request budget, bytes. */
const MAX_FRAME = 320 * 1024 * 1024;
/** How long an orderly close may take before the socket is cut, ms. */
const CLOSE_GRACE = 250;

export interface SessionOptions {
  /** Shown in the servers' lists of connections. */
  name: string;
  login: Login;
  tls: Tls;
  inboxPrefix: string;
  /** Until the server must have let us in, ms. */
  timeout: number;
  /** Cuts off a dial at once; an open session is closed by `close`. */
  signal: AbortSignal;
}

/** One connection to one server, from its welcome to its end; it never comes back. */
export interface Session {
  address: Address;
  serverName: string;
  serverId: string;
  request(subject: string, body: string, options: WireOptions): AsyncIterable<Reply>;
  /** `connect_urls` as the server told them last. */
  connectUrls(): string[];
  /** Resolves with the cause when the connection is no longer of use. */
  ended: Promise<WireProblem>;
  close(): Promise<void>;
}

export type OpenedSession = { ok: true; session: Session } | { ok: false; problem: WireProblem };

/** Connects and signs in to one server; a failure is a value that names cause and remedy. */
export async function openSession(address: Address, options: SessionOptions): Promise<OpenedSession> {
  const link = openSocket(address, { tls: options.tls, timeout: options.timeout, maxPayload: MAX_FRAME });
  const nats = {
    // The address is the socket's affair: nats.ws would rewrite it.
    servers: "ws://server:80",
    wsFactory: async () => ({ socket: link.socket, encrypted: address.isSecure }),
    name: options.name,
    timeout: options.timeout,
    pingInterval: PING_INTERVAL,
    reconnect: false,
    ignoreClusterUpdates: true,
    noAsyncTraces: true,
    ...(options.login.authenticator && { authenticator: options.login.authenticator }),
  };
  // Where the socket closes before the server's INFO, nats.ws would wait out its timeout.
  const lost = new Promise<never>((_, reject) => link.socket.once("close", () => reject(new Error("closed"))));
  const cut = () => link.socket.terminate();
  options.signal.addEventListener("abort", cut, { once: true });
  try {
    const connection = await Promise.race([connect(nats), lost]);
    return { ok: true, session: startSession(connection, link, address, options) };
  } catch (error) {
    cut();
    return { ok: false, problem: explainFailedDial(address, link.facts, options, error) };
  } finally {
    options.signal.removeEventListener("abort", cut);
  }
}

function startSession(nats: NatsConnection, link: Socket, address: Address, options: SessionOptions): Session {
  const requests = createRequests();
  const inbox = `${options.inboxPrefix}.${crypto.randomUUID().replaceAll("-", "")}`;
  const serverName = nats.info?.server_name ?? "";
  const ended = Promise.withResolvers<WireProblem>();
  // Kept here, as a closed connection forgets them; each request brings them up to date.
  let connectUrls = nats.info?.connect_urls ?? [];
  let isListening = false;
  let isEnded = false;
  let unread = 0;
  // nats.ws gathers a message until it is whole, even one that never ends: nothing else would come through then.
  link.socket.on("message", (data) => {
    const bytes = bytesOf(data);
    unread += bytes.length;
    const guilty = tooLargeIn(bytes, inbox, MAX_FRAME);
    if (isEnded || (guilty === null && unread <= MAX_FRAME)) return;
    requests.fail(neverEnds(), (_, token) => token === guilty);
    end("too-large");
    link.socket.terminate();
  });
  const inboxes: Requests = {
    ...requests,
    deliver: (token, reply) => {
      unread = 0;
      requests.deliver(token, reply);
    },
  };

  function end(cause: EndCause): void {
    if (isEnded) return;
    isEnded = true;
    const problem = explainEnd(cause, address, serverName, link.facts, options.login.jwt);
    ended.resolve(problem);
    requests.fail(new WireError("closed", problem.message));
  }

  async function watch(): Promise<void> {
    for await (const status of nats.status()) {
      if (status.type === "ldm") end("lame-duck");
      if (status.type === "error" && status.permissionContext) {
        const { operation, subject } = status.permissionContext;
        if (operation === "publish") requests.fail(publishDenied(subject), (asked) => asked === subject);
        else isListening = false;
        if (operation === "subscription") requests.fail(inboxDenied(subject));
      }
    }
  }
  void watch();
  void nats.closed().then(() => end("closed"));

  return {
    address,
    serverName,
    serverId: nats.info?.server_id ?? "",
    request: (subject, body, wireOptions) =>
      requests.run(subject, wireOptions, (token) => {
        if (isEnded || nats.isClosed()) throw new WireError("closed", `the connection to ${address.url} has ended`);
        // A name made up by some server must not break out into the protocol line.
        if (!isSubject(subject)) throw new WireError("malformed", `no subject: "${subject}"`);
        connectUrls = nats.info?.connect_urls ?? connectUrls;
        // Anew after a refusal: the permission may have come since.
        if (!isListening) receive(nats, inbox, inboxes);
        isListening = true;
        const headers = toHeaders(wireOptions.headers);
        nats.publish(subject, body, { reply: `${inbox}.${token}`, ...(headers && { headers }) });
      }),
    connectUrls: () => connectUrls,
    ended: ended.promise,
    close: async () => {
      end("by-us");
      const cut = setTimeout(() => link.socket.terminate(), CLOSE_GRACE);
      await nats.close();
      await new Promise<void>((resolve) => {
        if (link.socket.readyState === link.socket.CLOSED) resolve();
        else link.socket.once("close", () => resolve());
      });
      clearTimeout(cut);
    },
  };
}

function neverEnds(): WireError {
  return new WireError("malformed", `the reply is announced to have over ${MAX_FRAME} bytes; the connection was cut`);
}

function publishDenied(subject: string): WireError {
  return new WireError("denied", `the user may not publish to ${subject}: allow it in the user's publish permissions`);
}

function inboxDenied(subject: string): WireError {
  return new WireError(
    "denied",
    `the user may not subscribe to ${subject}: allow it in the user's subscribe permissions, or set the inbox prefix`,
  );
}
