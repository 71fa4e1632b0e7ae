import type { Address } from "./address.ts";
import type { SocketFacts } from "./socket.ts";
import { hasExpired } from "./tls.ts";
import type { WireProblem } from "./wire.ts";

interface Rule {
  /** Of Node's error code and message together. */
  matches: RegExp;
  /** After the URL. */
  cause: string;
  remedy: string;
}

const CLOSED = /ECONNRESET|EPIPE|socket hang up/;
const RENEWAL =
  "Renew the client certificate and its key (NATS_CERT and NATS_KEY) and start Plimsoll anew, as it reads them then.";

/** Over TLS 1.3 a server refuses a certificate after the handshake: what it says of it may be lost as it closes. */
const EXPIRED: Rule = {
  matches: CLOSED,
  cause: "closed the connection without an answer, and the client certificate has expired",
  remedy: RENEWAL,
};

/** Node's and OpenSSL's words for what goes wrong below NATS; the first that matches counts. */
const RULES: readonly Rule[] = [
  {
    matches: /ECONNREFUSED/,
    cause: "refuses the connection: nothing listens there",
    remedy: "Check host and port, that the server runs, and that it has a websocket block with this port.",
  },
  {
    matches: /ENOTFOUND|EAI_AGAIN/,
    cause: "cannot be found: its host name has no address",
    remedy: "Check the host name and this machine's DNS.",
  },
  {
    matches: /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL/,
    cause: "cannot be reached over the network",
    remedy: "Check routes and firewalls between this machine and the server.",
  },
  {
    matches: /CERT_HAS_EXPIRED/,
    cause: "shows a certificate that has expired",
    remedy: "Renew the server's certificate.",
  },
  {
    matches: /CERT_NOT_YET_VALID/,
    cause: "shows a certificate that is not valid yet",
    remedy: "Check the clocks of this machine and of the server.",
  },
  {
    matches: /ERR_TLS_CERT_ALTNAME_INVALID/,
    cause: "shows a certificate for another name",
    remedy: "Use a name that is in the certificate, or set the server name that TLS shall expect.",
  },
  {
    matches: /UNABLE_TO_(VERIFY|GET_ISSUER)|SELF_SIGNED|UNABLE_TO_DECRYPT|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE/,
    cause: "shows a certificate of a CA that is not trusted here",
    remedy: "Name the file of the CA that signed the server's certificate (NATS_CA, or `ca` in the file).",
  },
  {
    // Before the rule for EPROTO, as Node calls it over TLS 1.2.
    matches: /alert.certificate.(expired|revoked|unknown)/i,
    cause: "refuses the client certificate",
    remedy: RENEWAL,
  },
  {
    matches:
      /CERTIFICATE_REQUIRED|certificate required|HANDSHAKE_FAILURE|BAD_CERTIFICATE|ALERT_UNKNOWN_CA|bad certificate|unknown ca/i,
    cause: "asks for a client certificate that it trusts",
    remedy:
      "Give a client certificate and key (NATS_CERT and NATS_KEY) of a CA that the server's websocket block names.",
  },
  {
    matches: /WRONG_VERSION_NUMBER|PACKET_LENGTH|wrong version number|packet length|EPROTO/i,
    cause: "does not speak TLS",
    remedy: "Write ws:// if the listener has no TLS; otherwise check that the port is that of the websocket block.",
  },
  {
    matches: /HPE_|Parse Error/,
    cause: "does not answer with HTTP, as a WebSocket does",
    remedy: "Name the port of the server's websocket block, not that of NATS clients; write wss:// if it has TLS.",
  },
  {
    matches: CLOSED,
    cause: "closed the connection without an answer",
    remedy:
      "Check that the port is that of the websocket block, whether it has TLS (then write wss://), and the server's log.",
  },
];

/** Why the socket failed, for people; null where it did not fail below NATS. `certificate` is the client's, PEM. */
export function explainSocketError(
  address: Address,
  { isOpen, error, http }: SocketFacts,
  certificate: string | null,
): WireProblem | null {
  if (http) return explainHttp(address, http);
  if (!error) return null;
  const words = `${error.code ?? ""} ${error.message}`;
  const rules = !isOpen && hasExpired(certificate) ? [EXPIRED, ...RULES] : RULES;
  const rule = rules.find(({ matches }) => matches.test(words));
  if (!rule) return null;
  return { fault: "closed", message: `${address.url} ${rule.cause} (${shorten(words)})`, remedy: rule.remedy };
}

function explainHttp({ url }: Address, { status, body }: { status: number; body: string }): WireProblem {
  if (/HTTP request to an HTTPS server/i.test(body)) {
    return {
      fault: "closed",
      message: `${url} speaks TLS, and the URL does not`,
      remedy: "Write wss:// in place of ws://.",
    };
  }
  return {
    fault: "closed",
    message: `${url} answers HTTP ${status}, not with a WebSocket`,
    remedy: "Name the port of the server's websocket block; behind a proxy, let it pass the WebSocket upgrade.",
  };
}

/** OpenSSL's reason without its place in the sources; of Node's texts the first clause. */
function shorten(words: string): string {
  const reason = /^(\S*).*:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):/.exec(words);
  const text = reason ? `${reason[1]} ${reason[2]}` : words.split(";")[0];
  return (text ?? "").replaceAll(/\s+/g, " ").trim().slice(0, 160);
}
