import { expect, test } from "vitest";
import { costText } from "#components/coverage/words.ts";
import { createCostMeter } from "#lib/collector/cost.ts";
import { metered } from "#lib/collector/metered.ts";
import type { Wire } from "#lib/nats/wire.ts";

function meterAt() {
  const clock = { now: 5_000 };
  const meter = createCostMeter(() => clock.now);
  /** So much in one minute. */
  const spend = (requests: number, bytes: number) => {
    for (let count = 0; count < requests; count++) meter.asked();
    meter.received(bytes);
    clock.now += 60_000;
    return meter.cost();
  };
  return { clock, meter, spend };
}

test("the cost is that of the last whole minute; before there was one, it is not known", () => {
  const { meter, spend } = meterAt();
  expect(meter.cost()).toBeNull();
  expect(spend(90, 252_345)).toEqual({ requests: 1.5, bytes: 4_200 });
  expect(spend(600, 60)).toEqual({ requests: 10, bytes: 1 });
});

test("what is about the same stays the very same, so that a quiet board does not change", () => {
  const { spend } = meterAt();
  const first = spend(100, 100_000);
  expect(spend(110, 90_000)).toBe(first);
  expect(spend(130, 100_000)).not.toBe(first);
});

test("every request of a wire counts, and the bytes of every reply", async () => {
  const { meter, clock } = meterAt();
  const wire = {
    async *request() {
      yield { headers: {}, body: new Uint8Array(6_000) };
      yield { headers: {}, body: new Uint8Array(6_000) };
    },
  } as unknown as Wire;
  for await (const _ of metered(wire, meter).request("subject", "", { timeout: 1, replies: 2 })) clock.now += 30_000;
  expect(meter.cost()).toEqual({ requests: 0.017, bytes: 200 });
});

test.each([
  [{ requests: 1, bytes: 42 }, "Plimsoll costs this system 1 request and 42 bytes a second."],
  [{ requests: 1.5, bytes: 4_200 }, "Plimsoll costs this system 1.5 requests and 4.2 kB a second."],
  [{ requests: 12, bytes: 1_300_000 }, "Plimsoll costs this system 12 requests and 1.3 MB a second."],
])("%j is told in a line", (cost, text) => expect(costText(cost)).toBe(text));
