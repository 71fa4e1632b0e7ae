import { fillPrefix, isSubject } from "../model/account-prefix.ts";
import { type AskingBudget, type ContextConfig, DEFAULT_BUDGET } from "../model/context.ts";
import { parseDuration } from "./duration.ts";
import type { Report } from "./fault.ts";
import type { Setting } from "./setting.ts";

/** Pace of the cheapest questions where nothing else is said, ms. */
const DEFAULT_POLL_INTERVAL = 2000;
const POLL_LIMITS = { least: 500, most: 600_000 };

/** The pace of a context, ms; reports what is no duration or out of bounds. */
export function readPollInterval(setting: Setting | null, report: Report): number {
  if (setting === null) return DEFAULT_POLL_INTERVAL;
  const interval = parseDuration(setting.text);
  if (interval !== null && interval >= POLL_LIMITS.least && interval <= POLL_LIMITS.most) return interval;
  report(setting.place, "this is not a poll interval", "Give 500ms to 10m, like 2s.");
  return DEFAULT_POLL_INTERVAL;
}

/** With less, even a few servers could not be looked through; there is no upper bound. */
const LEAST_BUDGET: AskingBudget = { bytes: 1_024, requests: 0.1 };

/** The parts of a budget that are given, a second; reports what is no number or too little. */
export function readBudget(
  given: { bytes?: number | string | undefined; requests?: number | string | undefined },
  placeOf: (key: string) => string,
  report: Report,
): AskingBudget {
  const budget = { ...DEFAULT_BUDGET };
  for (const key of ["bytes", "requests"] as const) {
    if (given[key] === undefined) continue;
    const value = Number(given[key]);
    if (Number.isNaN(value)) report(placeOf(key), "this is not a number", "Give a number without a unit.");
    else if (value >= LEAST_BUDGET[key]) budget[key] = value;
    else report(placeOf(key), `this is too little for ${key} a second`, `Give ${LEAST_BUDGET[key]} or more.`);
  }
  return budget;
}

/** A subject prefix for all accounts, with `{account}` in it where the account's name goes, and perhaps `{domain}`. */
export function readAccountPrefix(setting: Setting | null, report: Report): string | null {
  if (setting === null) return null;
  if (!isPrefixPattern(setting.text) || !setting.text.includes("{account}")) {
    report(
      setting.place,
      "this is not a subject prefix with {account} in it",
      "Write it like mon.{account}, or mon.{domain}.{account} where there are JetStream domains.",
    );
  }
  return setting.text;
}

/** How accounts without an access of their own are looked up. */
export function readAccountLookup(setting: Setting | null, report: Report): ContextConfig["accountLookup"] {
  if (setting === null || setting.text === "none") return "none";
  if (setting.text === "system-header") return "system-header";
  report(setting.place, "this is not a way to look up accounts", 'Write "none" or "system-header".');
  return "none";
}

/** Names are parts of URLs and labels of metrics. */
export function checkContextName({ text, place }: Setting, report: Report): void {
  if (text.length > 0 && text.length <= 64 && !/[/\\\p{C}]/u.test(text) && text.trim() === text && !/^\.+$/.test(text))
    return;
  report(place, "this cannot be the name of a context", "Give 1 to 64 printable characters without / and \\.");
}

/** Whether a text with `{account}` and `{domain}` in it can be the beginning of a subject. */
export function isPrefixPattern(text: string): boolean {
  return isSubject(fillPrefix(text, { account: "account", domain: "domain" }));
}
