import type { Survey, SurveyedAccount } from "../../collector/survey.ts";
import type { ContextConfig } from "../../model/context.ts";
import { visible } from "../../model/visible.ts";
import { apiSubjects } from "../../nats/permissions.ts";
import { isOperatorMode, patternFor, type Wanted, wantedOf } from "./names.ts";
import { nscAccountUsers, nscImports, nscSystemUser } from "./nsc-lines.ts";
import { confKey } from "./quote.ts";
import { accountUsersBlock, importsBlock, importUser, systemUserBlock } from "./server-lines.ts";
import { yamlCredentials, yamlImports, yamlUsers } from "./yaml-lines.ts";

/** Where nothing else is said, servers have a system account of this name (nats-server, const.go). */
const BUILT_IN_SYSTEM = "$SYS";
/** The account of servers without accounts, which no configuration can name. */
const GLOBAL = "$G";

/**
 * With lines for a server configuration. A second accounts block would take the applications' accounts away, and
 * `nats-server -t` says nothing (conf/parse.go: setValue). What a variable holds is parsed as a value: with 12345678 or
 * `a b` a server does not start (conf/parse.go: lookupVariable).
 */
const TO_HEED = [
  "Merge this key by key into the accounts that are there: of two of one name a server keeps the last only.",
  "$PLIMSOLL_… must be in the servers' environment when they start: a reload does not see what was set since.",
  "Servers read their values as configuration: take letters and digits with a letter first, or set them in quotes there.",
];

/** With a system user, while nobody has said whose: an account $SYS would else be made that sees nothing. */
const GUESSED = [
  "No server has said which its system account is: write what their system_account names in place of $SYS.",
  "Servers under an operator refuse these lines: give NATS_CREDS of any user first, and the next ones are for nsc.",
];

/**
 * What is observed of a system and how, and the lines that grant the rest, with what to heed in front of them: all that
 * is no configuration is a comment. `into` names a monitoring account for the imports; null means the system account.
 */
export function accessReport(config: ContextConfig, survey: Survey, into: string | null): string {
  const { problem, url } = survey.connection;
  if (problem) {
    const why = comment([`${config.name}: ${url}: ${problem.message}`, problem.remedy]);
    return [why, ...systemUser(config, survey)].join("\n");
  }
  const observed = survey.accounts.filter(({ why }) => why === null).length;
  const lines = [
    comment([
      `${config.name}: ${observed} of ${survey.accounts.length} accounts are observed`,
      ...survey.accounts.toSorted(byName).map(describe),
      ...(isOperatorMode(survey)
        ? ["  An account that nobody has used since the servers started is not listed yet."]
        : []),
    ]),
    ...systemUser(config, survey),
  ];
  const all = wantedOf(survey);
  const wanted = all.filter((each) => isNameable(each, survey));
  const odd = all.filter((each) => !wanted.includes(each)).map(refusal);
  if (wanted.length > 0) lines.push(...usersSections(wanted, survey), ...importsSections(wanted, config, survey, into));
  return [...lines, ...(odd.length > 0 ? [comment(odd)] : [])].join("\n");
}

/** What the system user asks already of accounts, beside the servers. */
function askedNow(config: ContextConfig, { accounts }: Survey): string[] {
  const own = accounts.filter(({ access }) => access === "system-header" || (access === "import" && !config.imports));
  return apiSubjects(new Set(own.flatMap(({ prefix }) => prefix ?? [])));
}

function systemUser(config: ContextConfig, survey: Survey): string[] {
  // Where no server answers, credentials that only an operator gives out tell.
  const isOperator = isOperatorMode(survey) || ["creds", "jwt"].includes(config.target.credentials.kind);
  const also = askedNow(config, survey);
  const block = isOperator ? nscSystemUser(also) : systemUserBlock(survey.systemAccount ?? BUILT_IN_SYSTEM, also);
  const notes = isOperator || survey.systemAccount !== null ? [] : GUESSED;
  return [
    section(isOperator, "a user of the system account that can do no more than Plimsoll needs", block, notes),
    section("yaml", "with it", yamlCredentials(isOperator, "plimsoll", "SYSTEM", "plimsoll-system.creds")),
  ];
}

function usersSections(wanted: Wanted[], survey: Survey): string[] {
  const isOperator = isOperatorMode(survey);
  const block = isOperator ? nscAccountUsers(wanted) : accountUsersBlock(wanted);
  return [
    section(isOperator, "either a user in each account", block),
    section("yaml", "with them", yamlUsers(wanted, isOperator)),
  ];
}

function importsSections(wanted: Wanted[], config: ContextConfig, survey: Survey, into: string | null): string[] {
  const isOperator = isOperatorMode(survey);
  const pattern = patternFor(wanted, survey.accounts, config.accountPrefix);
  const system = survey.systemAccount ?? BUILT_IN_SYSTEM;
  const target = survey.accounts.find(({ account }) => account === into)?.id ?? into ?? system;
  const block = isOperator
    ? nscImports(wanted, pattern, into, target)
    : importsBlock(
        wanted,
        pattern,
        target,
        importUser(pattern, wanted, into === null ? askedNow(config, survey) : null),
      );
  const user = isOperator ? "whose user above may ask them then" : "with this user in place of the one above";
  const where = into === null ? `the system account, ${user}` : `the account ${into}`;
  const isTwice = into !== null && !isOperator;
  return [
    section(isOperator, `or exports of each account, imported into ${where}`, block),
    ...(isTwice ? [comment([`Where ${into} is a new account, reload twice: its imports come with the second.`])] : []),
    section("yaml", "with the imports, accountPrefix", yamlImports(wanted, pattern, into, isOperator)),
  ];
}

/** A block for the servers, by the way they are configured, or for Plimsoll. */
function section(kind: boolean | "yaml", title: string, lines: string[], notes: string[] = []): string {
  const place = kind === "yaml" ? "plimsoll.yaml, in the context" : kind ? "nsc" : "server configuration, merge in";
  const heading = [`--- ${place}: ${title}`, ...notes, ...(kind === false ? TO_HEED : [])];
  return `\n${comment(heading)}\n${lines.map(visible).join("\n")}`;
}

function describe({ domain, account, prefix, access, why }: SurveyedAccount): string {
  const name = domain === null ? account : `${domain}: ${account}`;
  const how = { user: "a user of its own", import: "imports", "system-header": "the system header" };
  return why === null && access !== null
    ? `  observed      ${name}  by ${how[access]}, ${prefix ?? ""}`
    : `  not observed  ${name}  ${why ?? ""}`;
}

function isNameable({ account }: Wanted, survey: Survey): boolean {
  if (visible(account) !== account) return false;
  return isOperatorMode(survey) || (account !== GLOBAL && confKey(account) !== null);
}

function refusal({ account }: Wanted): string {
  return account === GLOBAL
    ? "  $G is the account of users without one: let a user of authorization.users read its JetStream API, and name it in accounts of plimsoll.yaml"
    : `  ${account}: this name cannot be written in lines for a configuration by this command`;
}

/** All that others named or said stays on its line, and steers no terminal. */
function comment(lines: string[]): string {
  return lines.map((line) => `# ${visible(line)}`).join("\n");
}

function byName(a: SurveyedAccount, b: SurveyedAccount): number {
  return `${a.domain ?? ""}\0${a.account}` < `${b.domain ?? ""}\0${b.account}` ? -1 : 1;
}
