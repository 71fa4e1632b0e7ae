import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readConfig } from "#lib/config/read-config.ts";
import type { ContextConfig } from "#lib/model/context.ts";
import type { Client } from "../lab/client.ts";
import type { AccountConfig, Settings } from "../lab/config.ts";
import type { LabSystem } from "../lab/system.ts";

const PASSWORD = "granted-by-the-test";

/** What `npm run access` prints, in parts. */
export interface Printed {
  text: string;
  /** The lines of the part whose heading has these words. */
  part(words: string): string;
  /** The variables that the parts refer to. */
  env: { [name: string]: string };
}

/** A configuration file with one context that is connected to these servers; `lines` stand in the context. */
export function yamlOf(system: LabSystem, lines: string): string {
  const urls = JSON.stringify(system.websocketUrls);
  return `contexts:\n  - name: lab\n    url: ${urls}\n${lines.replaceAll(/^/gm, "    ")}\n`;
}

export const labUser = "user: sys\npassword: sys";

/** The context of a configuration file, read as Plimsoll reads it. */
export function contextOf(yaml: string, env: { [name: string]: string } = {}): ContextConfig {
  const readFile = () => ({ ok: true, text: yaml }) as const;
  const read = readConfig({ env, folder: "/", home: "/", readFile, recordingFault: () => null });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const [context] = read.config.contexts;
  if (!context) throw new Error("no context");
  return context;
}

/** Runs the command for one system, by variables alone. */
export async function printAccess(system: LabSystem, args: string[] = [], more: object = {}): Promise<Printed> {
  const env = {
    PATH: process.env.PATH,
    NATS_URL: system.websocketUrls.join(","),
    NATS_USER: "sys",
    NATS_PASSWORD: "sys",
  };
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const child = spawn(process.execPath, ["lib/command/access.ts", ...args], {
    cwd: root,
    env: { ...env, ...more, NODE_ENV: "test" },
  });
  const output = { text: "", errors: "" };
  child.stdout.on("data", (data) => (output.text += data));
  child.stderr.on("data", (data) => (output.errors += data));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`npm run access: ${code}\n${output.text}\n${output.errors}`);
  return printed(output.text);
}

function printed(text: string): Printed {
  const parts = text.split(/^# --- /m).slice(1);
  return {
    text,
    part(words) {
      const found = parts.find((part) => part.split("\n", 1)[0]?.includes(words));
      if (!found) throw new Error(`no part "${words}" in\n${text}`);
      return found
        .split("\n")
        .slice(1)
        .filter((line) => !line.startsWith("#"))
        .join("\n");
    },
    env: Object.fromEntries([...text.matchAll(/PLIMSOLL_\w+_PASSWORD/g)].map(([name]) => [name, PASSWORD])),
  };
}

/** Puts printed blocks into the accounts of all servers, and reloads them. */
export async function apply(system: LabSystem, ...blocks: string[]): Promise<void> {
  for (const server of system.servers) {
    const change = (settings: Settings): Settings => ({
      ...settings,
      accounts: blocks.map(readAccounts).reduce(merged, settings.accounts),
    });
    await server.reload(change);
  }
}

type Accounts = Record<string, AccountConfig>;

/** The printed subset of a server configuration is JSON but for bare keys and variables. */
function readAccounts(block: string): Accounts {
  const quoted = `{${block}}`
    .replaceAll(/\$PLIMSOLL_\w+/g, JSON.stringify(PASSWORD))
    .replaceAll(/([{\s])(\w+):\s/g, '$1"$2": ');
  return (JSON.parse(quoted) as { accounts: Accounts }).accounts;
}

function merged(accounts: Accounts, added: Accounts): Accounts {
  const names = new Set([...Object.keys(accounts), ...Object.keys(added)]);
  return Object.fromEntries([...names].map((name) => [name, mergedAccount(accounts[name] ?? {}, added[name] ?? {})]));
}

/** Lists go together; of two users of one name the later counts. */
function mergedAccount(account: AccountConfig, added: AccountConfig): AccountConfig {
  const lists = Object.entries(added).map(([key, value]) => {
    const all = [...((account[key] ?? []) as { user?: string }[]), ...(value as { user?: string }[])];
    const isLast = (item: { user?: string }, index: number) =>
      item.user === undefined || all.findLastIndex(({ user }) => user === item.user) === index;
    return [key, all.filter(isLast)];
  });
  return { ...account, ...Object.fromEntries(lists) } as AccountConfig;
}

/** What of these a user is refused: publishing to a subject, or subscribing to `sub:<subject>`. */
export async function refused(client: Client, subjects: string[]): Promise<string[]> {
  const found: string[] = [];
  void (async () => {
    for await (const { permissionContext } of client.status()) {
      if (permissionContext)
        found.push(`${permissionContext.operation === "publish" ? "" : "sub:"}${permissionContext.subject}`);
    }
  })();
  for (const subject of subjects) {
    if (subject.startsWith("sub:")) client.subscribe(subject.slice(4), { callback: () => {} });
    else client.publish(subject, "{}");
    await client.flush();
  }
  await client.flush();
  return found;
}

export const userOf = (name: string) => ({ user: name, pass: PASSWORD });
