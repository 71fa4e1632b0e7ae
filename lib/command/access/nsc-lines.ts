import { API_PATTERNS, apiSubjects, SYSTEM_SUBJECTS } from "../../nats/permissions.ts";
import { askedBy, INBOX_PREFIX, importsOf, ownPrefixes, type Wanted } from "./names.ts";
import { shellWord } from "./quote.ts";

/** The system account's name in the nsc store: servers tell its public key only. */
const SYSTEM_NAME = 'SYSTEM_ACCOUNT="SYS"  # its name in nsc';

/** Users need no push: their JWTs go with them. */
const PUSH = "nsc push --all  # or however your servers get account JWTs";

const IN_SYSTEM = '"$SYSTEM_ACCOUNT"';

/** A user of the system account that may ask what Plimsoll asks and no more. */
export function nscSystemUser(also: string[]): string[] {
  return [SYSTEM_NAME, ...addUser(IN_SYSTEM, "plimsoll", [...SYSTEM_SUBJECTS, ...also], "plimsoll-system.creds")];
}

/** A user in each account. */
export function nscAccountUsers(wanted: Wanted[]): string[] {
  return wanted.flatMap((each) => {
    const publish = apiSubjects(ownPrefixes(each));
    return addUser(shellWord(each.account), "plimsoll", publish, `plimsoll-${each.token}.creds`);
  });
}

/** Private exports of each account, activated for one account, and imported there. */
export function nscImports(wanted: Wanted[], pattern: string, into: string | null, target: string): string[] {
  const importer = into === null ? IN_SYSTEM : shellWord(into);
  const patterns = API_PATTERNS.map(shellWord).join(" ");
  const loops = wanted.flatMap((each) => {
    const account = shellWord(each.account);
    return importsOf(each, pattern).flatMap(({ from, to }) => [
      `for name in ${patterns}; do`,
      `  nsc add export --account ${account} --name ${shellWord(`Plimsoll ${from}.`)}"$name" --subject ${shellWord(`${from}.`)}"$name" --service --private`,
      `  nsc generate activation --account ${account} --subject ${shellWord(`${from}.`)}"$name" --target-account ${shellWord(target)} --output-file plimsoll-activation.jwt`,
      `  nsc add import --account ${importer} --name ${shellWord(`Plimsoll ${to}.`)}"$name" --token plimsoll-activation.jwt --local-subject ${shellWord(`${to}.`)}"$name"`,
      "  rm plimsoll-activation.jwt",
      "done",
    ]);
  });
  const asked = apiSubjects(askedBy(pattern, wanted));
  const user =
    into === null
      ? editUser(IN_SYSTEM, "plimsoll", asked)
      : addUser(importer, "plimsoll", asked, "plimsoll-imports.creds");
  return [...(into === null ? [SYSTEM_NAME] : []), ...loops, ...user, PUSH];
}

function addUser(account: string, name: string, publish: string[], creds: string): string[] {
  return [
    `nsc add user --account ${account} --name ${name} --allow-pub ${shellWord(publish.join(","))} --allow-sub ${shellWord(`${INBOX_PREFIX}.>`)}`,
    `nsc generate creds --account ${account} --name ${name} --output-file ${shellWord(creds)}`,
  ];
}

function editUser(account: string, name: string, publish: string[]): string[] {
  return [
    `nsc edit user --account ${account} --name ${name} --allow-pub ${shellWord(publish.join(","))}`,
    `nsc generate creds --account ${account} --name ${name} --output-file plimsoll-system.creds`,
  ];
}
