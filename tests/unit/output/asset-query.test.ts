import { expect, test } from "vitest";
import { readAssetQuery } from "#lib/output/asset-query.ts";

test.each([
  ["", { limit: 100 }],
  ["kind=consumer&limit=5", { kind: "consumer", limit: 5 }],
  ["state=offline,unavailable", { states: ["offline", "unavailable"], limit: 100 }],
  [
    "account=A%2FB&q=Ord&cursor=x&level=4&reason=api-level",
    { account: "A/B", text: "Ord", cursor: "x", requiredLevel: 4, reason: "api-level", limit: 100 },
  ],
  ["sort=name&stream=ORDERS", { sort: "name", stream: "ORDERS", limit: 100 }],
  ["sort=-since", { sort: "since", isDescending: true, limit: 100 }],
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
  ["kind=stream&kind=consumer", ["kind"]],
  ["kind=x&state=y&limit=z&foo=1", ["foo", "kind", "state", "limit"]],
])("names what is wrong in %s", (text, names) => {
  const read = readAssetQuery(new URLSearchParams(text));
  expect(read.ok ? [] : read.faults.map(({ name }) => name)).toEqual(names);
});
