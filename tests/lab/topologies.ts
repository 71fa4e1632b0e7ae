import { labSettings } from "./accounts.ts";
import { users } from "./client.ts";
import type { LeafRemote, Settings } from "./config.ts";
import { LabServer } from "./server.ts";
import { LabSystem } from "./system.ts";
import type { Version } from "./versions.ts";

export interface SystemOptions {
  /** Settings beside or in place of the lab's own and the topology's, for each server by its name. */
  settings?: (name: string) => Partial<Settings>;
  /** False: return when the servers listen, without waiting for `ready()`, which needs the user `sys`. */
  awaitReady?: boolean;
}

/** Servers that share the settings of their topology. */
interface Group {
  servers: LabServer[];
  settings: Partial<Settings>;
}

/** One server, `n1`, without a cluster. */
export async function standalone(version: Version, options: SystemOptions = {}): Promise<LabSystem> {
  return startSystem([{ servers: await prepare("n", [version]), settings: {} }], options);
}

/** Servers `n1`, `n2`, … in one cluster C1, one a version. */
export async function cluster(versions: readonly Version[], options: SystemOptions = {}): Promise<LabSystem> {
  return startSystem([clustered("C1", await prepare("n", versions))], options);
}

/** Two clusters, `east` (`east1`, …) and `west`, joined by gateways: one meta group spans both. */
export async function supercluster(
  versions: { east: readonly Version[]; west: readonly Version[] },
  options: SystemOptions = {},
): Promise<LabSystem> {
  const east = clustered("east", await prepare("east", versions.east));
  const west = clustered("west", await prepare("west", versions.west));
  const gateways = [
    { name: "east", urls: east.servers.map((server) => server.gatewayUrl) },
    { name: "west", urls: west.servers.map((server) => server.gatewayUrl) },
  ];
  east.settings.gateway = { name: "east", gateways };
  west.settings.gateway = { name: "west", gateways };
  return startSystem([east, west], options);
}

export interface HubWithLeafOptions extends SystemOptions {
  /** One version: a single server `n1`; several: a cluster `n1`, `n2`, … */
  hub: readonly Version[];
  leaf: Version;
  /** False: the leaf has no JetStream of its own. */
  leafJetstream?: boolean;
}

/**
 * A hub in the JetStream domain `hub` and a leaf node `leaf1` in the domain `leaf`; the accounts SYS, APP and BILLING
 * are bound over leaf remotes.
 */
export async function hubWithLeaf(options: HubWithLeafOptions): Promise<LabSystem> {
  const servers = await prepare("n", options.hub);
  const hub = servers.length > 1 ? clustered("C1", servers) : { servers, settings: {} };
  Object.assign(hub.settings, { acceptLeafs: true, jetstream: { domain: "hub" } } satisfies Partial<Settings>);
  const jetstream = options.leafJetstream === false ? (false as const) : { domain: "leaf" };
  const leaf = {
    servers: await prepare("leaf", [options.leaf]),
    settings: { jetstream, leafRemotes: remotesTo(servers) },
  };
  return startSystem([hub, leaf], options);
}

async function prepare(prefix: string, versions: readonly Version[]): Promise<LabServer[]> {
  const servers: LabServer[] = [];
  for (const [index, version] of versions.entries()) {
    servers.push(await LabServer.prepare(`${prefix}${index + 1}`, version));
  }
  return servers;
}

function clustered(name: string, servers: LabServer[]): Group {
  return { servers, settings: { cluster: { name, routes: servers.map((server) => server.routeUrl) } } };
}

function remotesTo(hub: readonly LabServer[]): LeafRemote[] {
  return Object.entries({ SYS: users.sys, APP: users.app, BILLING: users.billing }).map(
    ([account, { user, pass }]) => ({
      account,
      urls: hub.map((server) => `nats-leaf://${user}:${pass}@127.0.0.1:${server.ports.leafnodes}`),
    }),
  );
}

/** Starts one after the other; when one fails, the others are ended before the error goes on. */
async function startSystem(groups: readonly Group[], options: SystemOptions): Promise<LabSystem> {
  const system = new LabSystem(groups.flatMap((group) => group.servers));
  for (const { servers, settings } of groups) {
    for (const server of servers) server.configure({ ...labSettings, ...settings, ...options.settings?.(server.name) });
  }
  try {
    for (const server of system.servers) await server.start();
    if (options.awaitReady !== false) await system.ready();
    return system;
  } catch (error) {
    await system[Symbol.asyncDispose]();
    throw error;
  }
}
