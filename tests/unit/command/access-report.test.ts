import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { Survey } from "#lib/collector/survey.ts";
import { confKey, confText, shellWord, yamlText } from "#lib/command/access/quote.ts";
import { accessReport } from "#lib/command/access/report.ts";
import type { ContextConfig } from "#lib/model/context.ts";

const nasty = ["APP", "O'Neil & Sons", 'say "hi"', "$(touch x)", "a\\b", `\${HOME}`, "`id`", "a: b # c"];

test.each(nasty)("%s stays one word in a shell and one value in YAML", (name) => {
  expect(execFileSync("/bin/sh", ["-c", `printf %s ${shellWord(name)}`]).toString()).toBe(name);
  expect(parse(yamlText(name)).replace("$$", "$")).toBe(name);
});

test("quotes of a server configuration", () => {
  expect(confText('a"b\\c')).toBe('"a\\"b\\\\c"');
  expect(confKey("APP")).toBe('"APP"');
  expect(confKey('a"b')).toBe("'a\"b'");
  expect(confKey("a\"b'c")).toBeNull();
  expect(confKey("a\nb")).toBeNull();
});

const config: ContextConfig = {
  name: "prod",
  target: {
    urls: ["ws://n1"],
    credentials: { kind: "none" },
    tls: { ca: null, certificate: null, key: null, serverName: null },
    inboxPrefix: "_INBOX",
  },
  accounts: [],
  accountPrefix: null,
  accountLookup: "none",
  pollInterval: 1_000,
};

function survey(names: string[], domains: (string | null)[] = [null]): Survey {
  const hidden = { access: null, prefix: null, why: "no access" };
  return {
    connection: { state: "connected", url: "ws://n1", server: "n1", problem: null, since: 0 },
    systemAccount: "SYS",
    accounts: domains.flatMap((domain) => names.map((name) => ({ ...hidden, account: name, id: name, domain }))),
  };
}

test("names that would share a user, a file or a variable get different ones", () => {
  const text = accessReport(config, survey(["a b", "a-b", "A_B", "system"]), null);
  const variables = new Set(text.match(/password: \$\w+/g));
  expect(variables.size).toBe(5);
});

test("where there are domains the imports name them", () => {
  const text = accessReport(config, survey(["APP"], ["hub", "leaf"]), null);
  expect(text).toContain('accountPrefix: "mon.{domain}.{account}"');
  expect(text).toContain('subject: "$JS.leaf.API.STREAM.NAMES" }, to: "mon.leaf.APP.STREAM.NAMES"');
  expect(text).toContain('"mon.hub.*.STREAM.NAMES"');
});

test("the global account cannot be configured by lines, and says so", () => {
  const text = accessReport(config, survey(["$G"]), null);
  expect(text).toContain("authorization.users");
  expect(text).not.toContain('"$G": {');
});

test("each block for the servers says first that it is to be merged, and what a password may be", () => {
  const text = accessReport(config, survey(["APP"]), null);
  const blocks = text.split("\n\n").filter((part) => part.includes("accounts: {"));
  expect(blocks).toHaveLength(3);
  for (const block of blocks) {
    expect(block).toMatch(/^# --- server .*\n(# .*\n)*# Merge this .*\n(# .*\n)*accounts: \{/);
    expect(block).toMatch(/^# Servers read their values as configuration: .* letter first/m);
  }
});

const unanswered = (): Survey => {
  const problem = { fault: "no-responders", message: "nobody listens", remedy: "Use a system user." } as const;
  return { ...survey([]), systemAccount: null, connection: { ...survey([]).connection, problem } };
};

test("a system that does not answer says why, with the system user that would", () => {
  const text = accessReport(config, unanswered(), null);
  expect(text).toContain("# Use a system user.");
  expect(text).toContain('"$SYS.REQ.SERVER.PING.VARZ"');
});

test("the name of the system account is a guess until a server has said it, and says so", () => {
  const guess = accessReport(config, unanswered(), null);
  expect(guess).toMatch(/^# .* write what their system_account names in place of \$SYS\.$/m);
  expect(guess).toMatch(/^# Servers under an operator .* NATS_CREDS/m);
  const known = accessReport(config, survey(["APP"]), null);
  expect(known).not.toContain("in place of $SYS");
  for (const text of [guess, known]) expect(text).toMatch(/^# \$PLIMSOLL_… must be in the servers' environment/m);
});

test("a user with a JWT is under an operator, though no server answers it: the system user is one of nsc", () => {
  const target = { ...config.target, credentials: { kind: "creds" as const, text: "" } };
  const text = accessReport({ ...config, target }, unanswered(), null);
  expect(text).toContain("nsc add user");
  expect(text).not.toContain("in place of $SYS");
  expect(text).not.toContain("accounts: {");
});

/** Under an operator, where accounts have any names. */
function operated(names: string[], domains?: (string | null)[]): Survey {
  return { ...survey(names, domains), systemAccount: `A${"B".repeat(55)}` };
}

test("a name in which something hides is written out, steers no terminal, and is in no line to paste", () => {
  for (const surveyed of [
    operated(["APP", "a\u001b]52;c;eA==\u0007", "b\u202e"]),
    { ...survey(["APP", "a\u0007", "d\n{"]), systemAccount: "S\u001b[2J" },
  ]) {
    const text = accessReport(config, surveyed, null);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(text).toMatch(/^# .*\[U\+00[01].\].*: this name cannot be written/m);
    expect(text.replaceAll(/^#.*|S\[U.*$/gm, "")).not.toContain("[U+");
  }
});

test("a domain in which something hides steers no terminal either", () => {
  const text = accessReport(config, operated(["APP"], ["hub", "c\u001b[2J"]), null);
  expect(text).not.toContain("\u001b");
  expect(text).toContain("--account 'APP'");
});

test("what a server says of a problem stays on its line", () => {
  const { connection, ...rest } = unanswered();
  const problem = { fault: "closed", message: "closed (a\nrm -rf b\u001b[2J)", remedy: "Look there." } as const;
  const text = accessReport(config, { ...rest, connection: { ...connection, problem } }, null);
  expect(text).toContain("# prod: ws://n1: closed (a[U+000A]rm -rf b[U+001B][2J)\n# Look there.\n\n# ---");
});

test("an account with an exclamation mark calls nothing up from an interactive shell's history", () => {
  const text = accessReport(config, operated(["Yahoo!"], ["hub!", "leaf"]), null);
  const lines = text.split("\n").filter((line) => /^ *(nsc|for) /.test(line));
  expect(lines.filter((line) => line.includes("!")).length).toBeGreaterThan(5);
  for (const line of lines) expect(line.replaceAll(/'[^']*'/g, "")).not.toContain("!");
});
