import { watchContext } from "#lib/collector/watch-context.ts";
import type { Asset } from "#lib/model/asset.ts";
import type { AccountAccess, ContextConfig, Target } from "#lib/model/context.ts";
import type { Store } from "#lib/model/store.ts";
import { atOnce } from "#lib/model/work.ts";
import { connectWire } from "#lib/nats/connect.ts";
import { type User, users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { until } from "../lab/until.ts";
import { nameOf, type Picture, pictureOf } from "./picture.ts";

export interface LabWatch extends AsyncDisposable {
  store: Store;
  /** All assets by name, `account/stream/consumer`. */
  assets(): Map<string, Asset>;
  /** Waits until the board shows the lab's running servers, with their versions, as answering, and no others. */
  awaitServers(): Promise<void>;
  /** Waits until the complete picture of all assets is this one. */
  awaitPicture(expected: Picture, deadline?: number): Promise<void>;
  /** Every state that an asset has been published in since watching began, without repetitions in a row. */
  states(name: string): string[];
  /** How often the servers have been observed. */
  polls(): number;
  /** Waits until these are the codes of all findings. */
  awaitFindings(codes: string[]): Promise<void>;
  /** The codes of all findings, sorted, without repetitions. */
  findings(): string[];
}

/** Watches a lab system as a configured context does: over WebSocket, with the system user and one user an account. */
export async function watchLab(system: LabSystem, change: Partial<ContextConfig> = {}): Promise<LabWatch> {
  const config: ContextConfig = {
    name: "lab",
    target: targetOf(system, users.sys),
    accounts: [userAccess(system, "APP", users.app), userAccess(system, "BILLING", users.billing)],
    accountPrefix: null,
    accountLookup: "none",
    pollInterval: 1_000,
    ...change,
  };
  const errors: unknown[] = [];
  const watched = watchContext(config, {
    openWire: (target, name) => connectWire(target, { name }),
    source: { kind: "live" },
    onError: (error) => errors.push(error),
  });
  const { store } = watched;
  const seen = followStates(store);

  const assets = (): Asset[] => atOnce(store.assets({ limit: 1000 })).assets;
  const findings = (): string[] =>
    [...new Set(Object.values(store.current().board.findings).map(({ code }) => code))].sort();
  const failOnError = (): void => {
    if (errors.length > 0) throw errors[0];
  };

  return {
    store,
    assets: () => new Map(assets().map((asset) => [nameOf(asset), asset])),
    async awaitServers() {
      const running = system.servers.filter((server) => server.isAnswering);
      const wanted = String(running.map(({ name, version }) => `${name} ${version}`).sort());
      const seenServers = (): string => {
        const answering = Object.values(store.current().board.servers).filter(({ state }) => state === "answering");
        return String(answering.map(({ name, version }) => `${name} ${version}`).sort());
      };
      await until(() => seenServers() === wanted, { what: `the board to show ${wanted}` });
    },
    async awaitPicture(expected, deadline = 60_000) {
      const wanted = JSON.stringify(sorted(expected));
      const isThere = (): boolean => {
        failOnError();
        return store.current().observedAt !== null && JSON.stringify(pictureOf(assets())) === wanted;
      };
      const timeout = await until(isThere, { what: "the picture", deadline }).catch((error: unknown) => error);
      failOnError();
      if (timeout instanceof Error) throw new Error(differences(expected, pictureOf(assets())), { cause: timeout });
    },
    states: (name) => seen.states.get(name) ?? [],
    polls: () => seen.polls,
    async awaitFindings(codes) {
      const isThere = (): boolean => String(findings()) === String(codes.toSorted());
      await until(isThere, { what: `the findings ${codes}` }).catch((error: unknown) => {
        throw new Error(
          `${error}
seen: ${findings()}`,
          { cause: error },
        );
      });
    },
    findings,
    async [Symbol.asyncDispose]() {
      await watched.close();
      failOnError();
    },
  };
}

function followStates(store: Store): { states: Map<string, string[]>; polls: number } {
  const seen = { states: new Map<string, string[]>(), polls: 0 };
  let observedAt: number | null = null;
  store.subscribe((update) => {
    if (update.observedAt !== observedAt) seen.polls += 1;
    observedAt = update.observedAt;
    for (const asset of atOnce(store.assets({ limit: 1000 })).assets) {
      const past = seen.states.get(nameOf(asset)) ?? [];
      if (past.at(-1) !== asset.state) seen.states.set(nameOf(asset), [...past, asset.state]);
    }
  });
  return seen;
}

function sorted(picture: Picture): Picture {
  return Object.fromEntries(Object.entries(picture).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function differences(expected: Picture, seen: Picture): string {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(seen)])].sort();
  const lines = names
    .filter((name) => expected[name] !== seen[name])
    .map(
      (name) => `${name}\n  expected: ${expected[name] ?? "(not listed)"}\n  seen:     ${seen[name] ?? "(not listed)"}`,
    );
  return ["the picture is another one:", ...lines].join("\n");
}

export function targetOf(system: LabSystem, { user, pass }: User): Target {
  return {
    urls: system.websocketUrls,
    credentials: { kind: "user", user, password: pass },
    tls: { ca: null, certificate: null, key: null, serverName: null },
    inboxPrefix: "_INBOX",
  };
}

export function userAccess(system: LabSystem, account: string, user: User): AccountAccess {
  return { kind: "user", account, target: targetOf(system, user) };
}
