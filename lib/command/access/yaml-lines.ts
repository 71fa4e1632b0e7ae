import { fillPrefix } from "../../model/account-prefix.ts";
import { INBOX_PREFIX, subjectName, type Wanted } from "./names.ts";
import { passwordVariable, yamlText } from "./quote.ts";

/** Credentials as Plimsoll is told them. */
export function yamlCredentials(isOperator: boolean, user: string, token: string, creds: string): string[] {
  const credentials = isOperator
    ? [`creds: ${yamlText(creds)}`]
    : [`user: ${yamlText(user)}`, `password: "\${${passwordVariable(token)}}"`];
  return [...credentials, `inboxPrefix: ${INBOX_PREFIX}`];
}

/** `accounts` for users of the accounts. */
export function yamlUsers(wanted: Wanted[], isOperator: boolean): string[] {
  const entries = wanted.flatMap(({ account, token }) => {
    const lines = yamlCredentials(isOperator, `plimsoll-${token}`, token, `plimsoll-${token}.creds`);
    return [`- name: ${yamlText(account)}`, ...lines.map((line) => `  ${line}`)];
  });
  return ["accounts:", ...entries.map((line) => `  ${line}`)];
}

/** The prefix, entries for the accounts whose names are no part of a subject, and who has the imports. */
export function yamlImports(wanted: Wanted[], pattern: string, into: string | null, isOperator: boolean): string[] {
  const odd = wanted.filter((each) => subjectName(each) !== each.account);
  const entries = odd.flatMap((each) => [
    `  - name: ${yamlText(each.account)}`,
    `    apiPrefix: ${yamlText(fillAccount(pattern, subjectName(each)))}`,
  ]);
  const credentials = yamlCredentials(isOperator, "plimsoll-imports", "IMPORTS", "plimsoll-imports.creds");
  return [
    `accountPrefix: ${yamlText(pattern)}`,
    ...(entries.length > 0 ? ["accounts:", ...entries] : []),
    ...(into === null ? [] : ["imports:", ...credentials.map((line) => `  ${line}`)]),
  ];
}

function fillAccount(pattern: string, account: string): string {
  return fillPrefix(pattern, { account, domain: "{domain}" });
}
