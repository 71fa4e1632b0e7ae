import type { Observation, ObservedAccount, ObservedServer } from "#lib/model/observation.ts";
import { NOW, observation, observedAccount, observedServer, ok, type ServerFacts } from "./observed.ts";

/** A system that is observed again and again; what does not change is the same object in each observation. */
export interface World {
  changeServer(name: string, facts: Partial<ServerFacts>): void;
  /** A server says the same again. */
  tellAgain(name: string): void;
  /** One that was dropped is there again. */
  changeAccount(name: string, make: (known: ObservedAccount, at: number) => Partial<ObservedAccount>): void;
  dropAccount(name: string): void;
  /** Lets so many ms pass. */
  pass(ms: number): void;
  observe(): Observation;
}

export function worldOf(servers: string[], accounts: string[]): World {
  let now = NOW;
  const facts = new Map<string, Partial<ServerFacts>>();
  const observed = new Map(servers.map((name) => [name, observedServer(name)]));
  const known = new Map(accounts.map((account) => [account, observedAccount({ account, names: ok([]) })]));

  /** Details come anew only where streams are told. */
  function withDetail(next: ObservedServer, last: ObservedServer | undefined, isTold: boolean): ObservedServer {
    if (!next.isAnswering || !next.detail) return next;
    return { ...next, detail: isTold || !last?.detail ? { ...next.detail, at: now } : last.detail };
  }

  return {
    changeServer(name, change) {
      const all = { ...facts.get(name), ...change };
      facts.set(name, all);
      observed.set(name, withDetail(observedServer(name, all), observed.get(name), change.streams !== undefined));
    },
    tellAgain(name) {
      const last = observed.get(name);
      if (last?.detail?.ok) observed.set(name, { ...last, detail: ok({ ...last.detail.value }, now) });
    },
    changeAccount(name, make) {
      const last = known.get(name) ?? observedAccount({ account: name, names: ok([]) });
      known.set(name, { ...last, ...make(last, now) });
    },
    dropAccount(name) {
      known.delete(name);
    },
    pass(ms) {
      now += ms;
    },
    observe: () => observation([...observed.values()], [...known.values()], now),
  };
}
