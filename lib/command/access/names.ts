import type { Survey, SurveyedAccount } from "../../collector/survey.ts";
import { fillPrefix, isSubject } from "../../model/account-prefix.ts";
import { apiPrefix } from "../../nats/subjects.ts";
import { passwordVariable } from "./quote.ts";

/** Replies come there, and those to other users do not: `_INBOX.>` would let the user read everybody's. */
export const INBOX_PREFIX = "_INBOX_plimsoll";

/** An account that is to be granted, with the domains in which it is not observed yet. */
export interface Wanted {
  account: string;
  id: string;
  domains: (string | null)[];
  /** Its name as part of user names, files and subjects: letters, digits, - and _, different for each. */
  token: string;
}

/** The accounts that are not observed, by name. */
export function wantedOf({ accounts }: Survey): Wanted[] {
  const hidden = Map.groupBy(
    accounts.filter(({ why }) => why !== null),
    ({ account }) => account,
  );
  const tokens = new Set(["SYSTEM", "IMPORTS"].map(passwordVariable));
  return [...hidden].map(([account, entries]) => ({
    account,
    id: entries[0]?.id ?? account,
    domains: entries.map(({ domain }) => domain),
    token: tokenOf(account, tokens),
  }));
}

function tokenOf(account: string, taken: Set<string>): string {
  const base = account.replaceAll(/[^\w-]/g, "_") || "account";
  let token = base;
  for (let count = 2; taken.has(passwordVariable(token)); count++) token = `${base}_${count}`;
  taken.add(passwordVariable(token));
  return token;
}

/** Whether accounts are JWTs under an operator: they are then named by public keys in requests and configuration. */
export function isOperatorMode({ accounts, systemAccount }: Survey): boolean {
  return /^A[A-Z2-7]{55}$/.test(systemAccount ?? "") || accounts.some(({ account, id }) => account !== id);
}

/** Which prefixes a user of the account itself asks under: plain on servers of its domain, named from elsewhere. */
export function ownPrefixes({ domains }: Wanted): string[] {
  return [...new Set([apiPrefix(null), ...domains.map(apiPrefix)])];
}

/** What is imported as what, for one account. */
export interface Import {
  from: string;
  to: string;
}

/** The prefix pattern for all accounts: the configured one, else with the domain where one is to be named. */
export function patternFor(wanted: Wanted[], all: SurveyedAccount[], configured: string | null): string {
  if (configured !== null && fits(configured, wanted)) return configured;
  const domains = new Set(all.map(({ domain }) => domain));
  return domains.size > 1 ? "mon.{domain}.{account}" : "mon.{account}";
}

function fits(pattern: string, wanted: Wanted[]): boolean {
  return pattern.includes("{domain}") || wanted.every(({ domains }) => domains.length <= 1);
}

/** The account's name where it is one token of a subject, else a substitute. */
export function subjectName({ account, token }: Wanted): string {
  return isSubject(account) && !account.includes(".") ? account : token;
}

/** One import for each domain; a prefix without `{domain}` is of the API that the connected server has. */
export function importsOf(wanted: Wanted, pattern: string): Import[] {
  const domains = pattern.includes("{domain}") ? wanted.domains : [null];
  return domains.map((domain) => ({
    from: apiPrefix(domain),
    to: fillPrefix(pattern, { domain, account: subjectName(wanted) }),
  }));
}

/** Subjects for all accounts at once, to allow a user to ask by a pattern. */
export function askedBy(pattern: string, wanted: Wanted[]): string[] {
  const domains = pattern.includes("{domain}") ? wanted.flatMap((each) => each.domains) : [null];
  return [...new Set(domains.map((domain) => fillPrefix(pattern, { domain, account: "*" })))];
}
