import { expect, test } from "vitest";
import { isSubject } from "#lib/model/account-prefix.ts";

test.each(["a", "a.b", "ORDERS\u00a0EU", "受注\u3000東京", "$JS.API.STREAM.INFO.é{}<'\"\u2028"])(
  "%j is a subject",
  (text) => {
    expect(isSubject(text)).toBe(true);
  },
);

test.each(["", "a b", "a.\r\nPUB x 0", "a\tb", "a..b", ".a", "a.", "a.*", ">"])("%j is no subject", (text) => {
  expect(isSubject(text)).toBe(false);
});
