import { hash, randomText } from "./hash.ts";
import type { Preset } from "./presets.ts";

const CLUSTER_SIZE = 3;
/** Of 100 streams so many have three replicas, the rest one. */
const REPLICATED_PERCENT = 60;
export const NEW_RELEASE = { version: "2.15.2", level: 5 };
export const OLD_RELEASE = { version: "2.12.15", level: 3 };

export interface SimServer {
  index: number;
  name: string;
  id: string;
  /** As Raft calls it. */
  peer: string;
  cluster: string;
  release: typeof NEW_RELEASE;
  state: "up" | "silent" | "down";
  /** How long each answer takes, ms. */
  delay: number;
}

export interface SimStream {
  index: number;
  account: string;
  name: string;
  hosts: SimServer[];
  /** Which of the hosts leads it while all are up. */
  preferred: number;
  consumers: number;
  /** Needs a release that its server does not run. */
  isOffline: boolean;
}

/** All that is in a system, the same for the same seed. Consumers are made when they are asked for. */
export interface Population {
  seed: number;
  servers: SimServer[];
  accounts: string[];
  streams: Map<SimStream["index"], SimStream>;
  /** By account and name. */
  byName: ReadonlyMap<string, ReadonlyMap<string, SimStream>>;
  /** By server and account, where there is any. */
  byHost: ReadonlyMap<SimServer, ReadonlyMap<string, readonly SimStream[]>>;
  /** Makes one more stream. */
  addStream(): SimStream;
  removeStream(stream: SimStream): void;
}

export function populate(preset: Preset, seed: number): Population {
  const servers = Array.from({ length: preset.servers }, (_, index) => makeServer(index, seed));
  const accounts = Array.from({ length: preset.accounts }, (_, index) => accountName(index));
  const streams = new Map<number, SimStream>();
  const byName = new Map(accounts.map((name) => [name, new Map<string, SimStream>()]));
  const byHost = new Map(servers.map((server) => [server, new Map<string, SimStream[]>()]));
  const each = Math.floor(preset.consumers / preset.streams);
  const clusters = Math.ceil(preset.servers / CLUSTER_SIZE);
  let next = 0;

  function addStream(): SimStream {
    const index = next++;
    const first = (hash(seed, 1, index) % clusters) * CLUSTER_SIZE;
    const members = servers.slice(first, first + CLUSTER_SIZE);
    const isReplicated = members.length >= 3 && hash(seed, 2, index) % 100 < REPLICATED_PERCENT;
    const chosen = members[hash(seed, 3, index) % members.length];
    const hosts = isReplicated || !chosen ? members : [chosen];
    const stream: SimStream = {
      index,
      account: accounts[index % accounts.length] ?? "APP",
      name: `orders-${String(index).padStart(6, "0")}`,
      hosts,
      preferred: hash(seed, 4, index) % hosts.length,
      consumers: each,
      isOffline: false,
    };
    streams.set(index, stream);
    byName.get(stream.account)?.set(stream.name, stream);
    for (const host of hosts) {
      const hosted = byHost.get(host);
      hosted?.set(stream.account, [...(hosted.get(stream.account) ?? []), stream]);
    }
    return stream;
  }

  function removeStream(stream: SimStream): void {
    const { index, account, name, hosts } = stream;
    streams.delete(index);
    byName.get(account)?.delete(name);
    for (const host of hosts) {
      const hosted = byHost.get(host);
      const left = (hosted?.get(account) ?? []).filter((each) => each !== stream);
      if (left.length > 0) hosted?.set(account, left);
      else hosted?.delete(account);
    }
  }

  for (let index = 0; index < preset.streams; index++) addStream();
  return { seed, servers, accounts, streams, byName, byHost, addStream, removeStream };
}

function makeServer(index: number, seed: number): SimServer {
  return {
    index,
    name: `n${index + 1}`,
    id: `N${randomText(55, seed, 10, index)}`,
    peer: randomText(8, seed, 11, index),
    cluster: `C${Math.floor(index / CLUSTER_SIZE) + 1}`,
    release: NEW_RELEASE,
    state: "up",
    delay: 0,
  };
}

function accountName(index: number): string {
  return ["APP", "BILLING"][index] ?? `ACCOUNT-${String(index + 1).padStart(4, "0")}`;
}

export function consumerName(consumer: number): string {
  return `worker-${consumer}`;
}

/** Which host serves a stream, or one of its consumers; null where too few are left, or the stream is offline. */
export function leaderOf({ hosts, preferred, isOffline }: SimStream, consumer = 0): SimServer | null {
  const running = hosts.filter((server) => server.state !== "down");
  if (isOffline || running.length <= (hosts.length - 1) / 2) return null;
  const wanted = hosts[(preferred + consumer) % hosts.length];
  return wanted && running.includes(wanted) ? wanted : (running[0] ?? null);
}
