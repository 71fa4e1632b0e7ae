/** The size of a simulated system. */
export interface Preset {
  servers: number;
  accounts: number;
  streams: number;
  /** Of all streams together, spread evenly. */
  consumers: number;
}

export const presets = {
  tiny: { servers: 3, accounts: 2, streams: 6, consumers: 12 },
  small: { servers: 3, accounts: 2, streams: 100, consumers: 300 },
  medium: { servers: 15, accounts: 20, streams: 1_000, consumers: 10_000 },
  large: { servers: 60, accounts: 200, streams: 10_000, consumers: 100_000 },
  huge: { servers: 300, accounts: 5_000, streams: 100_000, consumers: 1_000_000 },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;

/** What goes on in a system; an empty one is steady. */
export interface Scenario {
  /** Names of servers that were killed. */
  down?: string[];
  /** Names of servers that run and do not answer. */
  silent?: string[];
  /** How long single servers take for each answer, ms. */
  slow?: { [server: string]: number };
  /** So many streams and consumers are offline, on servers that were taken back to an older release. */
  offline?: number;
  /** Streams that come or go a second. */
  churn?: number;
}

/** A server runs another version of the same level, or a stream can no longer run, or can again. */
export type Change = { server: string; version: string } | { stream: number; isOffline: boolean };
