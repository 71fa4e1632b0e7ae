import { expect, test } from "vitest";
import { assetTroubleIn, remedyForWords } from "#lib/model/health-words.ts";

// Words of real servers: 2.12.15 and 2.15.2 with an empty meta.inf, 2.15.2 with a full disk.

const full = "write /data/jetstream/APP/streams/ORDERS/msgs/4.blk: no space left on device";

test.each([
  {
    words: "JetStream stream 'APP > ORDERS' could not be recovered",
    trouble: { account: "APP", stream: "ORDERS", consumer: null, kind: "unrecovered" },
  },
  {
    words: `JetStream stream 'APP > ORDERS' write error: ${full}`,
    trouble: { account: "APP", stream: "ORDERS", consumer: null, kind: "write-error" },
  },
  {
    words: "JetStream stream 'APP > ORDERS' is not current: stream write error: expected sequence does not match store",
    trouble: { account: "APP", stream: "ORDERS", consumer: null, kind: "write-error" },
  },
  {
    words: "JetStream stream 'APP > ORDERS' is not current: stream catching up",
    trouble: { account: "APP", stream: "ORDERS", consumer: null, kind: "not-current" },
  },
  {
    words: "JetStream consumer 'APP > ORDERS > reader' is not current: consumer write error: no space left on device",
    trouble: { account: "APP", stream: "ORDERS", consumer: "reader", kind: "write-error" },
  },
  {
    words: "JetStream stream 'it's > mine > it's' could not be recovered",
    trouble: { account: "it's > mine", stream: "it's", consumer: null, kind: "unrecovered" },
  },
])("what HEALTHZ says of an asset is read: $words", ({ words, trouble }) => {
  expect(assetTroubleIn(words)).toEqual(trouble);
});

test.each([
  null,
  "",
  "JetStream is not current with the meta leader",
  "JetStream account 'APP' could not be resolved",
  'JetStream stream "ORDERS" not found on account "APP"',
  "JetStream stream 'APP > ORDERS' could not be recovered, as somebody says",
  "JetStream stream 'APP > OR DERS' could not be recovered",
  "JetStream stream 'ORDERS' could not be recovered",
  "JetStream stream 'APP > ORDERS' has words of a later release",
  "JetStream consumer 'APP > ORDERS' is not current: consumer not found",
  "also: JetStream stream 'APP > ORDERS' could not be recovered",
])("other words are not taken for that: %s", (words) => {
  expect(assetTroubleIn(words)).toBeNull();
});

test("long words are read in no time", () => {
  const began = performance.now();
  for (const part of [" > ", "a > b' ", "' "]) assetTroubleIn(`JetStream stream '${part.repeat(100_000)}`);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test.each([
  ["JetStream is not current with the meta leader", /passes by itself/],
  ["JetStream stream 'APP > ORDERS' is not current: group node unhealthy", /passes by itself/],
  ["JetStream is still recovering meta layer", /passes by itself/],
  ["JetStream not enabled (10076)", /Mend that, then restart/],
  [`JetStream stream 'APP > ORDERS' write error: ${full}`, /no space is left.*Mend that, then restart/],
  ["JetStream meta layer write error: no space left on device", /Mend that, then restart/],
  ["JetStream stream 'APP > ORDERS' could not be recovered", /Started again it fails again/],
  ["JetStream consumer 'APP > ORDERS > c' is not current: consumer write error: EIO", /Mend that, then restart/],
])("only what passes by itself is said to: %s", (words, remedy) => {
  expect(remedyForWords(words)).toMatch(remedy);
});
