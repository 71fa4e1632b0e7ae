import type { AccountAccess, ContextConfig, Target } from "../model/context.ts";
import { kindsIn } from "./credentials.ts";
import { type Report, soundly, tried } from "./fault.ts";
import type { ConfigFile, FileAccount, FileContext } from "./file-schema.ts";
import { type FileSource, fileSettings } from "./file-settings.ts";
import type { Setting, Settings } from "./setting.ts";
import { layered, readTarget } from "./target.ts";
import {
  checkContextName,
  isPrefixPattern,
  readAccountLookup,
  readAccountPrefix,
  readBudget,
  readPollInterval,
} from "./watching.ts";

/**
 * The contexts of a configuration file; what is wrong with one is reported, and the others are read on. A connection with a
 * fault is left out, and its context too where it is the main one.
 */
export function readFileContexts(file: ConfigFile, source: FileSource, report: Report): ContextConfig[] {
  reportRepeated(file.contexts, ["contexts"], source, report);
  return file.contexts.flatMap((context, index) => readContext(context, ["contexts", index], source, report) ?? []);
}

type Path = readonly (string | number)[];

function readContext(context: FileContext, path: Path, source: FileSource, report: Report): ContextConfig | null {
  const option = (key: "pollInterval" | "accountPrefix" | "accountLookup"): Setting | null => {
    const value = context[key];
    return value === undefined ? null : { text: String(value), place: source.document.placeOf([...path, key]) };
  };
  checkContextName({ text: context.name, place: source.document.placeOf([...path, "name"]) }, report);
  const { value: target, isSound } = tried(report, (noted) =>
    readTarget(fileSettings(context, path, source, noted), source.document.placeOf(path), noted),
  );
  const accounts = context.accounts ?? [];
  reportRepeated(accounts, [...path, "accounts"], source, report);
  const accesses = accounts.flatMap((account, index) => {
    const own = [...path, "accounts", index];
    return soundly(report, (each) => readAccount(account, own, target, source, each)) ?? [];
  });
  const imports = soundly(report, (each) => readImports(context, [...path, "imports"], target, source, each));
  const accountPrefix = readAccountPrefix(option("accountPrefix"), report);
  const accountLookup = readAccountLookup(option("accountLookup"), report);
  const pollInterval = readPollInterval(option("pollInterval"), report);
  const placeInBudget = (key: string): string => source.document.placeOf([...path, "budget", key]);
  const budget = context.budget && readBudget(context.budget, placeInBudget, report);
  const watching = { accounts: accesses, accountPrefix, accountLookup, pollInterval, ...(budget && { budget }) };
  return target && isSound ? { name: context.name, target, ...(imports && { imports }), ...watching } : null;
}

function readAccount(
  account: FileAccount,
  path: Path,
  main: Target | null,
  source: FileSource,
  report: Report,
): AccountAccess | null {
  const place = source.document.placeOf(path);
  const settings = fileSettings(account, path, source, report);
  const hasCredentials = kindsIn(settings).length > 0;
  if (account.apiPrefix !== undefined && (hasCredentials || settings.urls)) {
    report(place, "both apiPrefix and a connection of its own", "Keep the one by which this account is reached.");
    return null;
  }
  if (account.apiPrefix !== undefined) {
    if (isPrefixPattern(account.apiPrefix))
      return { kind: "import", account: account.name, apiPrefix: account.apiPrefix };
    const prefixPlace = source.document.placeOf([...path, "apiPrefix"]);
    report(prefixPlace, "this is not a subject without wildcards", "Write it like mon.BILLING, without a final dot.");
    return null;
  }
  if (!hasCredentials) {
    report(place, "no way to reach the account", "Give the credentials of one of its users, or apiPrefix.");
    return null;
  }
  if (main === null) return null;
  const target = readTarget(layered(settings, sharedSettings(main, place)), place, report);
  return target && { kind: "user", account: account.name, target };
}

/** The connection to the account that has the imports; null where it is the main one. */
function readImports(
  { imports, accountPrefix, accounts = [] }: FileContext,
  path: Path,
  main: Target | null,
  source: FileSource,
  report: Report,
): Target | null {
  if (imports === undefined) return null;
  const place = source.document.placeOf(path);
  const settings = fileSettings(imports, path, source, report);
  if (kindsIn(settings).length === 0) {
    report(place, "no credentials for the account that has the imports", "Give those of one of its users.");
    return null;
  }
  if (accountPrefix === undefined && !accounts.some(({ apiPrefix }) => apiPrefix !== undefined)) {
    const remedy = "Give accountPrefix, or apiPrefix to an entry of accounts; docs/access.md explains the ways.";
    report(place, "nothing is asked over it, as no prefix says what the imports are called", remedy);
    return null;
  }
  return main && readTarget(layered(settings, sharedSettings(main, place)), place, report);
}

/** What an account's own connection takes over from the main one: all but the credentials. */
function sharedSettings({ urls, tls, inboxPrefix }: Target, place: string): Settings {
  const { ca, certificate, key, serverName } = tls;
  return {
    urls: urls.map((text) => ({ text, place })),
    ...(ca !== null && { ca: { text: ca, place } }),
    ...(certificate !== null && { certificate: { text: certificate, place } }),
    ...(key !== null && { key: { text: key, place } }),
    ...(serverName !== null && { serverName: { text: serverName, place } }),
    inboxPrefix: { text: inboxPrefix, place },
  };
}

/** Names identify: on the board, in URLs, in metrics. */
function reportRepeated(items: { name: string }[], path: Path, { document }: FileSource, report: Report): void {
  for (const [index, { name }] of items.entries()) {
    const first = items.findIndex((item) => item.name === name);
    if (first === index) continue;
    const other = document.placeOf([...path, first, "name"]);
    report(document.placeOf([...path, index, "name"]), `the name ${name} is taken`, `${other} has it; give another.`);
  }
}
