import type { Ports } from "./ports.ts";

/** A value of nats-server's configuration, which is a superset of JSON. */
type ConfigValue = string | number | boolean | ConfigValue[] | { [key: string]: ConfigValue | undefined };
export type ConfigBlock = Record<string, ConfigValue | undefined>;

/** An account in the words of nats-server: `{ jetstream: 'enabled', users: [{ user, password }], exports: […] }`. */
export type AccountConfig = ConfigBlock;

export interface LeafRemote {
  urls: string[];
  account: string;
}

/** What one lab server is told; everything not named has the server's own default. */
export interface Settings {
  accounts: Record<string, AccountConfig>;
  /** The account that sees all servers; undefined leaves the server its built-in `$SYS`. */
  systemAccount?: string | undefined;
  /** False: a server without JetStream. Keys are added to or replace the lab's own limits. */
  jetstream?: false | ConfigBlock;
  /** Placement tags beside `server:<name>`, which every lab server has. */
  tags?: string[];
  /** The TLS block of the WebSocket listener; without it the listener is plain ws. */
  websocketTls?: ConfigBlock;
  /** Keys of the WebSocket block such as `no_auth_user` or `compression`. */
  websocket?: ConfigBlock;
  cluster?: { name: string; routes: string[] };
  gateway?: { name: string; gateways: { name: string; urls: string[] }[] };
  /** Whether leaf nodes may connect. */
  acceptLeafs?: boolean;
  leafRemotes?: LeafRemote[];
  /** Other top-level keys. */
  extra?: ConfigBlock;
  /** Text put last as it is; a top-level key in it replaces the lab's. */
  raw?: string;
}

export interface Place {
  name: string;
  ports: Ports;
  storeFolder: string;
}

/** The text of a nats-server configuration file; everything listens on 127.0.0.1 only. */
export function configText(place: Place, settings: Settings): string {
  const lines = Object.entries(configKeys(place, settings))
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value, null, 2)}`);
  if (settings.raw) lines.push(settings.raw);
  return `${lines.join("\n")}\n`;
}

// A size with a unit is not understood inside quotes, and JSON has it no other way.
const megabyte = 1024 * 1024;

function configKeys({ name, ports, storeFolder }: Place, settings: Settings): ConfigBlock {
  const { cluster, gateway } = settings;
  return {
    server_name: name,
    server_tags: [`server:${name}`, ...(settings.tags ?? [])],
    listen: listen(ports.client),
    max_pending: 64 * megabyte,
    accounts: settings.accounts,
    system_account: settings.systemAccount,
    jetstream:
      settings.jetstream === false
        ? undefined
        : { store_dir: storeFolder, max_mem: 64 * megabyte, max_file: 1024 * megabyte, ...settings.jetstream },
    websocket: {
      listen: listen(ports.websocket),
      ...(settings.websocketTls ? { tls: settings.websocketTls } : { no_tls: true }),
      ...settings.websocket,
    },
    cluster: cluster && { name: cluster.name, listen: listen(ports.cluster), routes: cluster.routes },
    gateway: gateway && { name: gateway.name, listen: listen(ports.gateway), gateways: gateway.gateways },
    leafnodes:
      settings.acceptLeafs || settings.leafRemotes
        ? {
            ...(settings.acceptLeafs && { listen: listen(ports.leafnodes) }),
            ...(settings.leafRemotes && { remotes: settings.leafRemotes.map((remote) => ({ ...remote })) }),
          }
        : undefined,
    ...settings.extra,
  };
}

function listen(port: number): string {
  return `127.0.0.1:${port}`;
}
