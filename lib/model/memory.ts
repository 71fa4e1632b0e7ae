import type { AssetName, AssetState } from "./asset.ts";
import type { JsonObject } from "./json.ts";

/** What stays known of an asset when the servers stop telling. */
export interface Remembered {
  state: AssetState;
  /** When the state was first seen; null where it was so when watching began. */
  since: number | null;
  /** When it last stopped being well in a way that may pass; null while it is well or surely down. */
  troubledSince: number | null;
  /** Names of the servers that hosted it when it last ran. */
  hosts: string[];
  cluster: string | null;
  requiredLevel: number | null;
  config: JsonObject | null;
  /** When `config` was reported, ms since the epoch. */
  configAt: number | null;
  createdAt: number | null;
  /** As last reported by the servers, exact; null for consumers. */
  messages: string | null;
  bytes: string | null;
}

export interface RememberedStream {
  stream: Remembered;
  consumers: ReadonlyMap<string, Remembered>;
}

/** By domain and account (`accountKey`), then stream. Bounded by what exists: an asset that is deleted is forgotten. */
export interface Memory {
  /** False until something was diagnosed: what is seen at first was so before. */
  hasBegun: boolean;
  accounts: ReadonlyMap<string, ReadonlyMap<string, RememberedStream>>;
}

export const NO_MEMORY: Memory = { hasBegun: false, accounts: new Map() };

export function accountKey(domain: string | null, account: string): string {
  return `${domain ?? ""}\0${account}`;
}

/** What is remembered of an asset. */
export function rememberedOf({ accounts }: Memory, name: AssetName): Remembered | null {
  const stream = accounts.get(accountKey(name.domain, name.account))?.get(name.stream);
  const known = name.consumer === null ? stream?.stream : stream?.consumers.get(name.consumer);
  return known ?? null;
}
