import { expect, test } from "vitest";
import { assetHref, assetIdAt } from "#components/asset/words.ts";
import { assetId } from "#lib/model/asset.ts";

const BASE = "http://plimsoll.example";

test.each([
  ["APP", null, "ORDERS"],
  ["..", null, "ORDERS"],
  [".", null, "ORDERS"],
  ["..", "..", "."],
  ["...", null, ".."],
  ["a/..", null, "a.b"],
  ["%2E%", null, "%"],
])("an asset of account %j, domain %j and stream %j has a page of its own", (account, domain, stream) => {
  const id = assetId({ domain, account, stream, consumer: null });
  const { pathname } = new URL(assetHref("prod", id), BASE);
  const [, , , page, ...segments] = pathname.split("/");
  expect(page).toBe("assets");
  expect(assetIdAt(segments)).toBe(id);
});
