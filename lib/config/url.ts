import type { Report } from "./fault.ts";
import type { Setting } from "./setting.ts";

const EXAMPLE = "for example wss://n1.example:443";
const WEBSOCKET_HINT =
  "Name the server's WebSocket URL (ws://host:port or wss://host:port), the listen address of the " +
  "`websocket { … }` block in its configuration; that block must exist.";

/** The WebSocket URLs that are sound; the others are reported. A URL with a password is never repeated. */
export function checkUrls(settings: Setting[], report: Report): string[] {
  return settings.flatMap((setting) => checkUrl(setting, report) ?? []);
}

function checkUrl({ text, place }: Setting, report: Report): string | null {
  if (text.includes("@")) {
    const remedy = "Take them out of the URL and give them as NATS_USER and NATS_PASSWORD, or user and password.";
    report(place, "the URL carries credentials", remedy);
    return null;
  }
  if (/[?#]/.test(text)) {
    report(place, "the URL has a query or a fragment", `Write scheme, host, port and path, ${EXAMPLE}.`);
    return null;
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    report(place, `"${text}" has no scheme`, `Write ws:// or wss:// in front, ${EXAMPLE}. ${WEBSOCKET_HINT}`);
    return null;
  }
  if (scheme !== "ws" && scheme !== "wss") {
    report(place, `${scheme}:// is not spoken here: Plimsoll connects over WebSocket`, WEBSOCKET_HINT);
    return null;
  }
  if (!URL.canParse(text)) {
    report(place, `"${text}" is not a WebSocket URL`, `Write scheme, host and port, ${EXAMPLE}.`);
    return null;
  }
  return text;
}
