import { expect, test } from "vitest";
import { shareAccounts, shareConfigs } from "#lib/collector/share-reports.ts";
import type { JsonObject } from "#lib/model/json.ts";
import type { StreamReport } from "#lib/model/report.ts";
import { atOnce } from "#lib/model/work.ts";
import { observedServer, peer, streamReport } from "../model/observed.ts";

function stream(config: JsonObject, peerName: string): StreamReport {
  return { ...streamReport("orders", { leader: "n1", peers: [peer(peerName)] }), config };
}

function shared(own: JsonObject, other: JsonObject): boolean {
  const known = stream(other, "n2");
  const server = observedServer("n1", { streams: [known] });
  const report = { server: server.identity, accounts: ["APP"], streams: [stream(own, "n1")] };
  const before = structuredClone(report.streams);
  atOnce(shareConfigs(report, null, (name) => (name === "n1" ? server : undefined)));
  expect(report.streams, "what is told stays as it is").toEqual(before);
  return report.streams[0]?.config === known.config;
}

test.each([
  {
    what: "equal ones are one object",
    own: { max_msgs: 5, subjects: ["a"] },
    other: { subjects: ["a"], max_msgs: 5 },
    want: true,
  },
  { what: "another value is not", own: { max_msgs: 5 }, other: { max_msgs: 6 }, want: false },
  { what: "a field more is not", own: { max_msgs: 5 }, other: { max_msgs: 5, allow_batched: true }, want: false },
])("configurations of members: $what", ({ own, other, want }) => expect(shared(own, other)).toBe(want));

const ids = (id: string) => new Map([["APP", id]]);

test.each([
  { what: "equal ones are one object", own: ["APP", "BILLING"], want: true },
  { what: "one more is not", own: ["APP", "BILLING", "CRM"], want: false },
  { what: "another is not", own: ["APP", "CRM"], want: false },
  { what: "an account that was made anew by its name is not", own: ["APP", "BILLING"], id: "B2", want: false },
])("lists of accounts of one domain: $what", ({ own, id = "A1", want }) => {
  const { identity: server } = observedServer("n1");
  const known = { server, accounts: ["APP", "BILLING"], accountIds: ids("A1"), streams: [] };
  const report = { server, accounts: own, accountIds: ids(id), streams: [] };
  shareAccounts(report, [known]);
  expect(report.accounts).toEqual(own);
  expect(report.accountIds).toEqual(ids(id));
  expect([report.accounts === known.accounts, report.accountIds === known.accountIds]).toEqual([want, want]);
});
