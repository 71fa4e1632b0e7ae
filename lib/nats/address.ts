import type { WireProblem } from "./wire.ts";

/** One server's WebSocket listener. */
export interface Address {
  /** Without credentials; this is what people see. */
  url: string;
  host: string;
  isSecure: boolean;
  /** True where a server told it; false where the operator did. */
  isLearned: boolean;
  /** The name that its certificate must carry; null for the host itself. */
  certificateName: string | null;
}

export type ParsedAddress = { ok: true; address: Address } | { ok: false; problem: WireProblem };

const MAX_LEARNED = 32;

/** Schemes that people copy from a NATS client's configuration, and what they should name instead. */
const NATS_SCHEMES: { [scheme: string]: string } = { "nats:": "ws", "tls:": "wss" };

/**
 * Reads a `ws://` or `wss://` URL of one server. Everything else is refused with a hint: NATS's own schemes, none at
 * all, and credentials inside the URL, which nats.ws ignores silently and logs would show.
 */
export function parseAddress(text: string): ParsedAddress {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    return refuse(`"${withoutCredentials(text)}" has no scheme`, `Write ws://${withoutCredentials(text)} or wss://….`);
  }
  const url = URL.parse(text);
  if (!url?.hostname)
    return refuse(`"${withoutCredentials(text)}" is no URL`, "Write ws://host:port or wss://host:port.");
  const shown = withoutCredentials(text);
  const websocket = Object.hasOwn(NATS_SCHEMES, url.protocol) ? NATS_SCHEMES[url.protocol] : undefined;
  if (websocket) {
    return refuse(
      `${shown} is the address of a NATS client port, not of a WebSocket`,
      `Name the port of the server's websocket block, such as ${websocket}://${url.hostname}:8080 (often 8080, or 443 for wss).`,
    );
  }
  if (url.protocol !== "ws:" && url.protocol !== "wss:") {
    return refuse(`${shown} has the scheme ${url.protocol.slice(0, -1)}`, "Write ws://host:port or wss://host:port.");
  }
  if (url.username || url.password) {
    return refuse(
      `${shown} carries credentials inside the URL`,
      "Take them out of the URL and give user, password or token on their own.",
    );
  }
  url.hash = "";
  return { ok: true, address: addressOf(url, false, null) };
}

/**
 * The addresses that a server names in `connect_urls` of its INFO: `host:port` of the WebSocket listeners for
 * WebSocket clients (nats-server, client.go: generateClientInfoJSON). An IP address is checked against the name by
 * which its teller was reached, as NATS clients do, for certificates seldom carry IP addresses. What is no address is
 * left out, and of very many a part: it is enough that some server can be reached.
 */
export function learnAddresses(connectUrls: readonly string[], teller: Address): Address[] {
  const scheme = teller.isSecure ? "wss" : "ws";
  return connectUrls.slice(0, MAX_LEARNED).flatMap((text) => {
    const url = URL.parse(`${scheme}://${text}`);
    if (!url?.hostname || url.username) return [];
    const name = isIp(url.hostname) ? (teller.certificateName ?? (isIp(teller.host) ? null : teller.host)) : null;
    return [addressOf(url, true, name)];
  });
}

function addressOf(url: URL, isLearned: boolean, certificateName: string | null): Address {
  const isBare = url.pathname === "/" && url.search === "";
  return {
    url: isBare ? `${url.protocol}//${url.host}` : url.href,
    host: url.hostname,
    isSecure: url.protocol === "wss:",
    isLearned,
    certificateName,
  };
}

function refuse(message: string, remedy: string): ParsedAddress {
  return { ok: false, problem: { fault: "closed", message, remedy } };
}

/** The text of a URL with what stands before the `@` taken out; works on what is no URL too. */
function withoutCredentials(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/i, "$1");
}

function isIp(host: string): boolean {
  return host.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}
