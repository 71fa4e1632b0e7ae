import type { Target } from "../model/context.ts";
import { kindsIn, readCredentials, withoutOtherKinds } from "./credentials.ts";
import type { Report } from "./fault.ts";
import type { Settings } from "./setting.ts";
import { readTls } from "./tls.ts";
import { checkUrls } from "./url.ts";

const DEFAULT_INBOX_PREFIX = "_INBOX";

/**
 * Settings over others, as the NATS CLI lays flags over a context: each value replaces its namesake.
 * Credentials go by kind, so that a token given by hand does not meet the context's user.
 */
export function layered(over: Settings, under: Settings): Settings {
  const kinds = kindsIn(over);
  return { ...(kinds.length > 0 ? withoutOtherKinds(under, kinds) : under), ...over };
}

/** What to connect to; null after reporting why it cannot be. `place` is named where no URL was given. */
export function readTarget(settings: Settings, place: string, report: Report): Target | null {
  if (!settings.urls || settings.urls.length === 0) {
    report(place, "no server is named", "Give the WebSocket URL of at least one server, for example wss://n1.example.");
  }
  const urls = checkUrls(settings.urls ?? [], report);
  const credentials = readCredentials(settings, report);
  const tls = readTls(settings, urls, report);
  const inboxPrefix = readInboxPrefix(settings, report);
  return credentials && urls.length > 0 ? { urls, credentials, tls, inboxPrefix } : null;
}

function readInboxPrefix({ inboxPrefix }: Settings, report: Report): string {
  if (!inboxPrefix) return DEFAULT_INBOX_PREFIX;
  if (/^[^\s.*>]+(\.[^\s.*>]+)*$/.test(inboxPrefix.text)) return inboxPrefix.text;
  report(inboxPrefix.place, "this is not a subject without wildcards", "Write it like _INBOX_plimsoll.");
  return DEFAULT_INBOX_PREFIX;
}
