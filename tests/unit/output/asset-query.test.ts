import { expect, test } from "vitest";
import { readAssetQuery } from "#lib/output/asset-query.ts";

test.each([
  ["", { limit: 100 }],
  ["kind=consumer&limit=5", { kind: "consumer", limit: 5 }],
  ["state=offline,unavailable", { states: ["offline", "unavailable"], limit: 100 }],
  [
    "account=A%2FB&q=Ord&cursor=state%200%20-/A/B&level=4&reason=api-level",
    { account: "A/B", text: "Ord", cursor: "state 0 -/A/B", requiredLevel: 4, reason: "api-level", limit: 100 },
  ],
  ["sort=name&stream=ORDERS", { sort: "name", stream: "ORDERS", limit: 100 }],
  ["q=ord&sort=match", { text: "ord", sort: "match", limit: 100 }],
  ["sort=-since", { sort: "since", isDescending: true, limit: 100 }],
  ["sort=-name&cursor=-name%20%20-/A/B", { sort: "name", isDescending: true, cursor: "-name  -/A/B", limit: 100 }],
  ["kind=&state=&limit=", { limit: 100 }],
])("reads %s", (text, query) => {
  expect(readAssetQuery(new URLSearchParams(text))).toEqual({ ok: true, query });
});

test.each([
  ["kind=topic", ["kind"]],
  ["state=offline,gone", ["state"]],
  ["limit=0", ["limit"]],
  ["limit=1001", ["limit"]],
  ["limit=1e2", ["limit"]],
  ["level=-1", ["level"]],
  ["sort=size", ["sort"]],
  ["sort=--name", ["sort"]],
  ["stat=offline", ["stat"]],
  ["cursor=x", ["cursor"]],
  ["cursor=0%20-/A/B", ["cursor"]],
  ["cursor=state%20Infinity%20-/A/B", ["cursor"]],
  ["cursor=state%20%20-/A/B", ["cursor"]],
  ["cursor=state%200%20", ["cursor"]],
  ["sort=name&cursor=name%20%25%20-/A/B", ["cursor"]],
  ["sort=-name&cursor=name%20a%20-/A/B", ["cursor"]],
  ["sort=name&cursor=account%20a%20-/A/B", ["cursor"]],
  ["sort=size&cursor=state%200%20-/A/B", ["sort"]],
  ["kind=stream&kind=consumer", ["kind"]],
  ["kind=x&state=y&limit=z&foo=1", ["foo", "kind", "state", "limit"]],
])("names what is wrong in %s", (text, names) => {
  const read = readAssetQuery(new URLSearchParams(text));
  expect(read.ok ? [] : read.faults.map(({ name }) => name)).toEqual(names);
});
