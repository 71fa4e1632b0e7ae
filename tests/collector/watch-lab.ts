import type { Store } from "#lib/collector/store.ts";
import { watchContext } from "#lib/collector/watch-context.ts";
import type { Asset } from "#lib/model/asset.ts";
import type { AccountAccess, ContextConfig, Target } from "#lib/model/context.ts";
import { connectWire } from "#lib/nats/connect.ts";
import { type User, users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { until } from "../lab/until.ts";

export interface LabWatch extends AsyncDisposable {
  store: Store;
  /** All assets, by account/stream/consumer. */
  assets(): Map<string, Asset>;
  /** Every asset that is not online, as one line each, sorted: "APP/ORDERS offline api-level". */
  troubles(): string[];
  /** Waits until the troubles are exactly these. */
  awaitTroubles(expected: string[], deadline?: number): Promise<void>;
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

  function assets(): Map<string, Asset> {
    const all = store.assets({ limit: 1000 }).assets;
    return new Map(all.map((asset) => [nameOf(asset), asset]));
  }

  function troubles(): string[] {
    return [...assets()]
      .filter(([, { state }]) => state !== "online")
      .map(([name, asset]) => lineOf(name, asset))
      .sort();
  }

  return {
    store,
    assets,
    troubles,
    async awaitTroubles(expected, deadline = 60_000) {
      const wanted = expected.toSorted();
      const isThere = () => store.current().observedAt !== null && String(troubles()) === String(wanted);
      await until(
        () =>
          isThere() || { troubles: troubles(), problem: store.current().board.head.connection.problem, ok: false }.ok,
        {
          what: `the troubles ${JSON.stringify(wanted)}`,
          deadline,
        },
      ).catch((error: unknown) => {
        throw new Error(`${String(error)}\nseen: ${JSON.stringify(troubles(), null, 1)}`, { cause: error });
      });
      if (errors.length > 0) throw errors[0];
    },
    async [Symbol.asyncDispose]() {
      await watched.close();
      if (errors.length > 0) throw errors[0];
    },
  };
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

function nameOf({ domain, account, stream, consumer }: Asset): string {
  return [
    ...(domain === null ? [] : [`${domain}:`]),
    [account, stream, consumer].filter((part) => part !== null).join("/"),
  ].join("");
}

function lineOf(name: string, { state, reason }: Asset): string {
  return [name, state, reason?.kind, reason?.inferred ? "inferred" : null].filter(Boolean).join(" ");
}
