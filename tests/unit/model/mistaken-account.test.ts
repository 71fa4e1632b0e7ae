import { expect, test } from "vitest";
import { coverageOf } from "#lib/model/coverage.ts";
import type { ObservedAccount, ObservedServer } from "#lib/model/observation.ts";
import type { StreamReport } from "#lib/model/report.ts";
import { NOW, observation, observedAccount, observedServer, ok, type ServerFacts, streamReport } from "./observed.ts";

const BORN = NOW - 3_600_000;
const stream = (account: string, name: string, createdAt = BORN): StreamReport => ({
  ...streamReport(name),
  account,
  createdAt,
});

/** The account APP by a user of some account: NAMES and INFO say that these streams run. */
function shown(streams: StreamReport[], change: Partial<ObservedAccount> = {}): ObservedAccount {
  const answers = streams.map((value) => [value.name, ok([{ kind: "found" as const, value }])] as const);
  return observedAccount({ names: ok(streams.map(({ name }) => name)), streams: new Map(answers), ...change });
}

const n1 = (streams: StreamReport[], facts: ServerFacts = {}): ObservedServer =>
  observedServer("n1", { streams, ...facts });
const whyOf = (account: ObservedAccount, servers: ObservedServer[]): string | undefined =>
  coverageOf(observation(servers, [account])).unobserved[0]?.why;

const invoices = stream("APP", "INVOICES");
const billed = stream("BILLING", "INVOICES");
const alone = (report: StreamReport): StreamReport => ({ ...report, placement: null });

test.each([
  ["in a cluster", shown([invoices]), [n1([billed, stream("APP", "ORDERS")]), observedServer("n2")]],
  ["an account that no server lists", shown([invoices], { account: "GHOST" }), [n1([billed])]],
  [
    "on a standalone server",
    shown([], { names: ok(["INVOICES"]), list: ok({ streams: [alone(invoices)], offline: {} }) }),
    [n1([alone(billed)], { isClustered: false })],
  ],
])("a user of another account is told, with whose: %s", (_name, account, servers) => {
  expect(whyOf(account, servers)).toMatch(/^its user is one of BILLING/);
});

const onLeaf = ({ identity, ...rest }: ObservedServer): ObservedServer => ({
  ...rest,
  identity: { ...identity, domain: "leaf" },
});

test.each([
  ["both accounts have streams of this name", shown([invoices]), [n1([invoices, stream("BILLING", "INVOICES", NOW)])]],
  ["both have them from the same ms", shown([invoices]), [n1([billed, invoices])]],
  ["one was created after its leader was looked at", shown([stream("APP", "INVOICES", NOW)]), [n1([billed])]],
  ["all were just deleted", shown([invoices], { names: ok([]) }), [n1([billed])]],
  [
    "all were just deleted but in the names, and one of those was created with another's",
    shown([invoices, stream("APP", "ORDERS")]),
    [n1([billed, stream("BILLING", "ORDERS", BORN + 1)])],
  ],
  ["all are offline", shown([], { names: ok(["INVOICES"]) }), [n1([billed])]],
  [
    "all are offline on a standalone server",
    shown([], { names: ok(["INVOICES"]), list: ok({ streams: [alone(invoices)], offline: { INVOICES: "…" } }) }),
    [n1([alone(billed)], { isClustered: false })],
  ],
  [
    "the leader has not been looked at",
    shown([{ ...invoices, placement: null }]),
    [n1([billed]), observedServer("n2")],
  ],
  ["the other account's is on a leaf node", shown([invoices]), [n1([]), onLeaf(n1([billed]))]],
  ["an import leads there", shown([invoices], { access: "import" }), [n1([billed])]],
])("and nothing is said where %s", (_name, account, servers) => {
  expect(whyOf(account, servers)).toBeUndefined();
});
