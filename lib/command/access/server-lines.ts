import { API_PATTERNS, apiSubjects, SYSTEM_SUBJECTS } from "../../nats/permissions.ts";
import { askedBy, type Import, INBOX_PREFIX, importsOf, ownPrefixes, type Wanted } from "./names.ts";
import { confKey, confText, passwordVariable } from "./quote.ts";

/** A user of the system account that may ask what Plimsoll asks and no more; `also` are imports that it asks under. */
export function systemUserBlock(systemAccount: string, also: string[]): string[] {
  const publish = [...SYSTEM_SUBJECTS, ...also];
  return accountsBlock([[systemAccount, [usersKey([userLines("plimsoll", "SYSTEM", publish)])]]]);
}

/** A user in each account. */
export function accountUsersBlock(wanted: Wanted[]): string[] {
  return accountsBlock(
    wanted.map((each) => {
      const publish = apiSubjects(ownPrefixes(each));
      return [each.account, [usersKey([userLines(`plimsoll-${each.token}`, each.token, publish)])]];
    }),
  );
}

/** Exports of each account to one, and that account's imports; `user` are the lines of its users. */
export function importsBlock(wanted: Wanted[], pattern: string, into: string, user: string[]): string[] {
  const exporters = wanted.map((each): AccountLines => {
    const services = apiSubjects(importsOf(each, pattern).map(({ from }) => from));
    const items = services.map((service) => `{ service: ${confText(service)}, accounts: [${confText(into)}] }`);
    return [each.account, [listKey("exports", items)]];
  });
  const items = wanted.flatMap((each) =>
    importsOf(each, pattern).flatMap((each_) => API_PATTERNS.map((name) => importLine(each.account, each_, name))),
  );
  return accountsBlock([...exporters, [into, [listKey("imports", items), user]]]);
}

/** The user that asks under the imports: one of a monitoring account, or of the system account with what it asks already. */
export function importUser(pattern: string, wanted: Wanted[], systemAsks: string[] | null): string[] {
  const asked = apiSubjects(askedBy(pattern, wanted));
  const user =
    systemAsks === null
      ? userLines("plimsoll-imports", "IMPORTS", asked)
      : userLines("plimsoll", "SYSTEM", [...new Set([...SYSTEM_SUBJECTS, ...systemAsks, ...asked])]);
  return usersKey([user]);
}

function importLine(account: string, { from, to }: Import, name: string): string {
  const service = `{ account: ${confText(account)}, subject: ${confText(`${from}.${name}`)} }`;
  return `{ service: ${service}, to: ${confText(`${to}.${name}`)} }`;
}

type AccountLines = [account: string, keys: string[][]];

function accountsBlock(accounts: AccountLines[]): string[] {
  const blocks = accounts.map(([account, keys]) => [
    `${confKey(account)}: {`,
    ...indent(separated(keys.filter((lines) => lines.length > 0))),
    "}",
  ]);
  return ["accounts: {", ...indent(separated(blocks)), "}"];
}

function userLines(name: string, token: string, publish: string[]): string[] {
  return [
    "{",
    `  user: ${confText(name)},`,
    `  password: $${passwordVariable(token)},`,
    "  permissions: {",
    ...indent(indent(listKey("publish", publish.map(confText)))).map((line, index, all) =>
      index === all.length - 1 ? `${line},` : line,
    ),
    `    subscribe: [${confText(`${INBOX_PREFIX}.>`)}]`,
    "  }",
    "}",
  ];
}

function usersKey(users: string[][]): string[] {
  return ["users: [", ...indent(separated(users)), "]"];
}

function listKey(key: string, items: string[]): string[] {
  return [`${key}: [`, ...indent(separated(items.map((item) => [item]))), "]"];
}

/** Blocks of lines with a comma after each but the last. */
function separated(blocks: string[][]): string[] {
  return blocks.flatMap((lines, index) =>
    index === blocks.length - 1 ? lines : [...lines.slice(0, -1), `${lines.at(-1)},`],
  );
}

function indent(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
