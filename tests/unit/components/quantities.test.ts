import { expect, test } from "vitest";
import { bytesText } from "#components/asset/quantities.ts";

test.each([
  { bytes: "0", text: "0" },
  { bytes: "1023", text: "1,023" },
  { bytes: "1024", text: "1,024 (1 KiB)" },
  { bytes: "53687091200", text: "53,687,091,200 (50 GiB)" },
  { bytes: "18446744073709551615", text: "18,446,744,073,709,551,615 (16 EiB)" },
])("$bytes bytes are written as $text", ({ bytes, text }) => {
  expect(bytesText(bytes)).toBe(text);
});
