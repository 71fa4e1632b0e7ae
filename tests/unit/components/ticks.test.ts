import { afterEach, expect, test } from "vitest";
import { roundTicks, tickTexts } from "#components/history/ticks.ts";
import { dateText, setTimeZone } from "#components/ui/time.ts";

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 10, 22, 12);

afterEach(() => setTimeZone("UTC"));

test.each([
  { name: "90 minutes", hours: 1.5, texts: ["10:30", "11:00", "11:30", "12:00"] },
  { name: "90 minutes over midnight", to: noon + 13 * HOUR, hours: 1.5, texts: ["23:30", "23 Nov", "00:30", "01:00"] },
  { name: "two days", hours: 48, texts: ["20 Nov", "21 Nov", "12:00", "22 Nov", "12:00"] },
  { name: "a week", hours: 168, texts: ["17 Nov", "19 Nov", "21 Nov"] },
  { name: "three months", hours: 24 * 90, texts: ["4 Sept", "22 Sept", "10 Oct", "28 Oct", "15 Nov"] },
])("the ticks of $name tell which day they are of", ({ to = noon, hours, texts }) => {
  expect([...tickTexts(roundTicks(to - hours * HOUR, to, 5)).values()]).toEqual(texts);
});

test("days are those of the configured zone", () => {
  setTimeZone("Asia/Kolkata");
  expect([...tickTexts([noon, noon + 12 * HOUR, noon + 24 * HOUR]).values()]).toEqual(["22 Nov", "23 Nov", "17:30"]);
});

test.each(["Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata", "Europe/Berlin"])(
  "in %s a tick with a day stands where that day begins, also where clocks are changed",
  (zone) => {
    setTimeZone(zone);
    for (const to of [noon, Date.UTC(2026, 9, 26, 12), Date.UTC(2026, 8, 28, 12), Date.UTC(2026, 10, 2, 12)]) {
      const ticks = roundTicks(to - 96 * HOUR, to, 5);
      expect(ticks.length).toBeGreaterThan(2);
      for (const at of ticks) expect(dateText(at)).toContain(", 00:00:00 ");
    }
  },
);
