/** One server's WebSocket listener. */
export interface Address {
  /** Without credentials; this is what people see. */
  url: string;
  host: string;
  isSecure: boolean;
  /** True where a server gave it; false where the operator did. */
  isLearned: boolean;
  /** The name that its certificate must carry; null for the host itself. */
  certificateName: string | null;
}

const MAX_LEARNED = 32;

/** The address of a URL that the configuration has checked. */
export function givenAddress(url: string): Address {
  return addressOf(new URL(url), false, null);
}

/**
 * The addresses that a server names in `connect_urls` of its INFO: `host:port` of the WebSocket listeners for
 * WebSocket clients (nats-server, client.go: generateClientInfoJSON). The certificate of an IP address is checked against
 * the name by which the teller was reached, as NATS clients do, for certificates seldom carry IP addresses. What is no
 * address is left out, and so are those beyond the first few: it is enough that some server can be reached.
 */
export function learnAddresses(connectUrls: readonly string[], teller: Address): Address[] {
  const scheme = teller.isSecure ? "wss" : "ws";
  return connectUrls.slice(0, MAX_LEARNED).flatMap((text) => {
    const url = URL.parse(`${scheme}://${text}`);
    // Beside host and port nothing belongs there, and what cannot be dialled must not be tried.
    if (url?.href !== `${scheme}://${url?.host}/`) return [];
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

function isIp(host: string): boolean {
  return host.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}
