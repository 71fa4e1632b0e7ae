import { expect, test } from "vitest";
import { changedIn } from "#lib/collector/ask-changes.ts";
import type { JszDetailReport, StreamReport } from "#lib/model/report.ts";
import { observedServer, streamReport } from "../model/observed.ts";

const { identity } = observedServer("n1");

function detail(...streams: StreamReport[]): JszDetailReport {
  return { server: identity, accounts: ["APP", "BILLING"], streams };
}

const orders = streamReport("ORDERS");
const bills = { ...streamReport("BILLS"), account: "BILLING" };
const state = { messages: "9", bytes: "90", lastSequence: "9", consumers: 0 };

test.each<{ what: string; streams: StreamReport[]; changed: string[] }>([
  { what: "the same streams", streams: [orders, bills], changed: [] },
  { what: "another order", streams: [bills, orders], changed: [] },
  { what: "more messages", streams: [{ ...orders, state }, bills], changed: [] },
  {
    what: "no config and no consumers, as they were not asked for",
    streams: [{ ...orders, config: null }, bills],
    changed: [],
  },
  { what: "a stream more", streams: [orders, bills, streamReport("NEW")], changed: ["APP"] },
  { what: "a stream less", streams: [orders], changed: ["BILLING"] },
  { what: "a stream that was made anew", streams: [{ ...orders, createdAt: 7 }, bills], changed: ["APP"] },
  { what: "another leader", streams: [streamReport("ORDERS", { leader: "n2" }), bills], changed: ["APP"] },
  { what: "a consumer more", streams: [{ ...orders, state: { ...state, consumers: 1 } }, bills], changed: ["APP"] },
  { what: "no streams", streams: [], changed: ["APP", "BILLING"] },
])("$what: changed is $changed", ({ streams, changed }) => {
  expect(changedIn(detail(orders, bills), detail(...streams)).sort()).toEqual(changed);
});
