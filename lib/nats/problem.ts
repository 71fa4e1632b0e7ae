import { NatsError } from "nats.ws";
import type { Tls } from "../model/context.ts";
import type { Address } from "./address.ts";
import { jwtEnd, type Login } from "./credentials.ts";
import type { SocketFacts } from "./socket.ts";
import { explainSocketError } from "./socket-error.ts";
import type { WireProblem } from "./wire.ts";

const SIGN_IN_REMEDY =
  "Check user, password, token or creds, and that the user may connect by WEBSOCKET (allowed_connection_types).";

/** Why a server did not let us in, from the most telling fact to the least. */
export function explainFailedDial(
  address: Address,
  facts: SocketFacts,
  { login, tls, timeout }: { login: Login; tls: Tls; timeout: number },
  error: unknown,
): WireProblem {
  if (facts.serverError !== null) return explainServerError(address, facts.serverError, login.jwt);
  const explained = explainSocketError(address, facts, tls.certificate);
  if (explained) return explained;
  if (error instanceof NatsError && error.isAuthError()) return explainServerError(address, error.message, login.jwt);
  if (facts.isOpen && facts.hasSpoken && !isTimeout(error)) {
    return {
      fault: "malformed",
      message: `${address.url} opens a WebSocket but does not speak NATS on it`,
      remedy: "Name the port of a nats-server's websocket block.",
    };
  }
  if (facts.closeReason !== null) {
    return {
      fault: "closed",
      message: `${address.url} closed the connection before signing in${wordsOf(facts.closeReason)}`,
      remedy: "See the server's log.",
    };
  }
  return {
    fault: "timeout",
    message: `${address.url} ${facts.isOpen ? "opened a WebSocket" : "was dialled"} but did not answer within ${timeout} ms`,
    remedy: "Check that the server runs, is not overloaded, and that no firewall or proxy swallows the connection.",
  };
}

/** Why a connection is no longer of use. */
export type EndCause = "closed" | "lame-duck" | "by-us" | "too-large";

/** Why a connection that worked has ended. */
export function explainEnd(
  cause: EndCause,
  address: Address,
  serverName: string,
  facts: SocketFacts,
  jwt: string | null,
): WireProblem {
  const server = `${serverName} at ${address.url}`;
  switch (cause) {
    case "by-us":
      return { fault: "closed", message: `the connection to ${server} was closed`, remedy: "" };
    case "too-large":
      return {
        fault: "malformed",
        message: `${server} sends a reply that is larger than anything it could mean`,
        remedy: "The connection was cut; another server is tried.",
      };
    case "lame-duck":
      return {
        fault: "closed",
        message: `${server} is shutting down (lame duck mode)`,
        remedy: "Another server is tried.",
      };
    case "closed":
      if (facts.serverError !== null && isRefusal(facts.serverError)) {
        return explainServerError(address, facts.serverError, jwt);
      }
      // Nobody closed the socket, so nats.ws did, as pings went unanswered.
      if (facts.closeReason === null) {
        return {
          fault: "timeout",
          message: `${server} no longer answers pings`,
          remedy: "The server hangs, or the network to it is broken; another server is tried.",
        };
      }
      return {
        fault: "closed",
        message: `${server} closed the connection${wordsOf(facts.serverError ?? facts.closeReason)}`,
        // A slow consumer is one of those that a server closes without a word (client.go: markConnAsClosed).
        remedy:
          "Another server is tried. If it goes on, see the server's log: after Slow Consumer, raise its max_pending.",
      };
  }
}

/** Why nobody listens on a subject, and what to do; servers tell no more than that. */
export function explainNobody(subject: string): string {
  const nobody = `nobody listens on ${subject}`;
  if (subject.startsWith("$SYS.REQ.SERVER.PING")) return `${nobody}: sign in as a user of the system account`;
  if (subject.startsWith("$SYS."))
    return `${nobody}: no server has this id now, or the user is not of the system account`;
  return `${nobody}: JetStream is off or not reachable from this account, or nothing is imported under this prefix`;
}

function explainServerError(address: Address, words: string, jwt: string | null): WireProblem {
  const end = jwt === null ? null : jwtEnd(jwt);
  const isPast = end !== null && end <= Date.now();
  // The account's end is not in the user's JWT (client.go: accountAuthExpired).
  if (/account authentication expired/i.test(words)) {
    return {
      fault: "denied",
      message: `${address.url} refuses the user: the JWT of its account is no longer valid (${words})`,
      remedy: "Renew the account's JWT, and push it to the servers.",
    };
  }
  if (/authentication expired/i.test(words) || isPast) {
    const since = isPast ? ` on ${new Date(end).toISOString()}` : "";
    return {
      fault: "denied",
      message: `${address.url} refuses the user: its JWT expired${since} (${words})`,
      remedy: "Give new credentials for the user: files of them are read anew, variables when Plimsoll starts.",
    };
  }
  if (isRefusal(words)) {
    return { fault: "denied", message: `${address.url} refuses the credentials (${words})`, remedy: SIGN_IN_REMEDY };
  }
  return {
    fault: "closed",
    message: `${address.url} refuses the connection (${words})`,
    remedy: "See the server's log.",
  };
}

function isRefusal(words: string): boolean {
  return /authorization violation|authentication (expired|timeout|revoked)/i.test(words);
}

function isTimeout(error: unknown): boolean {
  return error instanceof NatsError && error.code === "TIMEOUT";
}

function wordsOf(reason: string | null): string {
  return reason ? ` (${reason})` : "";
}
