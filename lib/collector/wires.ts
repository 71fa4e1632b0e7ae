import type { ContextConfig, Target } from "../model/context.ts";
import type { Wire } from "../nats/wire.ts";
import type { Wires } from "./access.ts";

/**
 * Opens all connections of a context; each has a name of its own, by which a recording tells them apart:
 * that of the imports ends with the slash behind which an account is named.
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

export async function closeWires({ system, imports, accounts }: Wires): Promise<void> {
  await Promise.all([...new Set([system, imports, ...accounts.values()])].map((wire) => wire.close()));
}
