import { setTimeout as sleep } from "node:timers/promises";
import type { ContextConfig, Credentials, Target } from "../model/context.ts";
import type { Wire } from "../nats/wire.ts";
import { steadyNow } from "./clock.ts";

/** The wires of a context. */
export interface Wires {
  /** Of the system account. */
  system: Wire;
  /** Of the account that imports the others' services: that of the system account unless another account is named. */
  imports: Wire;
  /** Of accounts that have a user of their own, by the name that the configuration gives them. */
  accounts: ReadonlyMap<string, Wire>;
}

/**
 * Opens all connections of a context. Each has a name of its own, by which a recording tells them apart: `<context>`,
 * `<context>/` for the imports, `<context>/<account>` for an account.
 */
export function openWires(config: ContextConfig, openWire: (target: Target, name: string) => Wire): Wires {
  const users = config.accounts.filter((access) => access.kind === "user");
  const system = openWire(config.target, config.name);
  return {
    system,
    imports: config.imports ? openWire(config.imports, `${config.name}/`) : system,
    accounts: new Map(users.map(({ account, target }) => [account, openWire(target, `${config.name}/${account}`)])),
  };
}

/** The credentials that these contexts have for the wire of this name; null where they know of none. */
export function credentialsOf(configs: ContextConfig[], wire: string): Credentials | null {
  const [, name, account] = /^([^/]*)(?:\/(.*))?$/s.exec(wire) ?? [];
  const config = configs.find((each) => each.name === name);
  if (!config || account === undefined) return config?.target.credentials ?? null;
  if (account === "") return config.imports?.credentials ?? null;
  const access = config.accounts.find((each) => each.account === account);
  return access?.kind === "user" ? access.target.credentials : null;
}

export async function closeWires(wires: Wires): Promise<void> {
  await Promise.all(allOf(wires).map((wire) => wire.close()));
}

const PAUSE_MS = 50;

/** Waits until every wire is connected or says why it is not, but no longer than `timeout` ms. */
export async function untilDecided(wires: Wires, timeout: number): Promise<void> {
  const isOpen = (wire: Wire): boolean => wire.status().state === "connecting" && wire.status().problem === null;
  const end = steadyNow() + timeout;
  while (allOf(wires).some(isOpen) && steadyNow() < end) await sleep(PAUSE_MS);
}

/** Each wire once: that of the imports may be the system's. */
export function allOf({ system, imports, accounts }: Wires): Wire[] {
  return [...new Set([system, imports, ...accounts.values()])];
}
