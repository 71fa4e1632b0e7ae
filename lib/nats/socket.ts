import type { IncomingMessage } from "node:http";
import WebSocket from "ws";
import type { Tls } from "../model/context.ts";
import type { Address } from "./address.ts";

/** What a socket did while it was of use: the raw material of a message to people. */
export interface SocketFacts {
  isOpen: boolean;
  /** Whether anything came after the WebSocket opened. */
  hasSpoken: boolean;
  /** Of TCP, DNS, TLS or HTTP; where several addresses of a name failed, that of the last. */
  error: (Error & { code?: string }) | null;
  /** Where the answer to the upgrade was not 101. */
  http: { status: number; body: string } | null;
  /** The server's last `-ERR`, its words. */
  serverError: string | null;
  /** Why the server closed, its words; empty where it gave none. */
  closeReason: string | null;
}

export interface Socket {
  socket: WebSocket;
  facts: SocketFacts;
}

export interface SocketOptions {
  tls: Tls;
  /** Until the WebSocket must be open, ms. */
  timeout: number;
  /** Largest frame accepted, bytes. */
  maxPayload: number;
}

/** Opens a WebSocket and notes all that goes wrong with it: nats.ws keeps only the text of an error. */
export function openSocket(address: Address, { tls, timeout, maxPayload }: SocketOptions): Socket {
  const name = tls.serverName ?? address.certificateName;
  const socket = new WebSocket(address.url, {
    handshakeTimeout: timeout,
    maxPayload,
    perMessageDeflate: false,
    ...(tls.ca !== null && { ca: tls.ca }),
    ...(tls.certificate !== null && { cert: tls.certificate }),
    ...(tls.key !== null && { key: tls.key }),
    ...(name !== null && address.isSecure && { servername: name }),
  });
  const facts: SocketFacts = {
    isOpen: false,
    hasSpoken: false,
    error: null,
    http: null,
    serverError: null,
    closeReason: null,
  };
  socket.on("open", () => {
    facts.isOpen = true;
  });
  socket.on("error", (error) => {
    facts.error ??= lastOf(error);
  });
  socket.on("close", (_code, reason) => {
    facts.closeReason = reason.toString();
  });
  socket.on("unexpected-response", (request, response) => {
    void noteAnswer(response, facts).finally(() => {
      request.destroy(facts.error ?? new Error(`Unexpected server response: ${response.statusCode}`));
      socket.terminate();
    });
  });
  socket.on("message", (data) => {
    facts.hasSpoken = true;
    facts.serverError = errorLine(bytesOf(data)) ?? facts.serverError;
  });
  return { socket, facts };
}

/** A message in one piece, without a copy where it came as one. */
export function bytesOf(data: WebSocket.RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

/** Looks at small frames only: an `-ERR` comes with little else in its frame. */
function errorLine(bytes: Buffer): string | null {
  if (bytes.length > 4096 || !bytes.includes("-ERR")) return null;
  return /(?:^|\n)-ERR\s+'?([^\r\n]*?)'?\r?\n/.exec(bytes.toString("utf8"))?.[1] ?? null;
}

async function noteAnswer(response: IncomingMessage, facts: SocketFacts): Promise<void> {
  facts.http = { status: response.statusCode ?? 0, body: "" };
  response.setEncoding("utf8");
  try {
    for await (const chunk of response) {
      facts.http.body += chunk;
      if (facts.http.body.length > 1000) break;
    }
  } catch {
    // Half an answer: its status is enough.
  }
}

/** Node reports a name with several addresses as one AggregateError, which itself says nothing. */
function lastOf(error: Error): Error {
  return error instanceof AggregateError && error.errors.at(-1) instanceof Error ? error.errors.at(-1) : error;
}
