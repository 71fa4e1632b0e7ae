import type { Fault } from "../model/probe.ts";

/** One reply, as it came: still compressed, still unread. */
export interface Reply {
  headers: { [name: string]: string };
  body: Uint8Array;
  /** How long the body was as it came, bytes, where it is compressed no more: on replay. */
  packed?: number | undefined;
}

export interface WireOptions {
  headers?: { [name: string]: string };
  /** Hard end of waiting, ms. What has come by then has been yielded. */
  timeout: number;
  /** End after this many replies; 1 by default, any number where `linger` is given. */
  replies?: number;
  /** End this long after the first reply, ms: for requests that a few servers may answer, nobody knows how many. */
  linger?: number;
  /** Most bytes of all replies together; 256 MB by default. Beyond it the request fails as `malformed`. */
  maxBytes?: number;
}

/** What the link does, for the board. */
export type WireStatus =
  | { state: "connecting"; url: string; problem: WireProblem | null }
  | { state: "connected"; url: string; serverName: string; serverId: string; problem: null }
  | { state: "disconnected"; url: string; problem: WireProblem | null };

export interface WireProblem {
  fault: Fault;
  /** The cause, for people, without secrets. */
  message: string;
  remedy: string;
}

/**
 * The one seam to NATS. nats.ws implements it, and so do the recorder and the replayer:
 * all above it is the same code in production, replay and test.
 */
export interface Wire {
  /**
   * Sends a request and yields its replies until one of the ends in `options`.
   * Throws `WireError`: `timeout` where not one reply came, `no-responders`, `denied`, `closed`,
   * `malformed` where the replies are too large.
   */
  request(subject: string, body: string, options: WireOptions): AsyncIterable<Reply>;
  status(): WireStatus;
  /** Calls the listener on each change of status; returns the undo. */
  onStatus(listener: (status: WireStatus) => void): () => void;
  close(): Promise<void>;
}

/** An expected failure of a request; callers turn it into a `Probe`. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly fault: Fault;
  constructor(fault: Fault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
