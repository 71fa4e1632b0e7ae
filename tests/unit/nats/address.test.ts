import { expect, test } from "vitest";
import { givenAddress, learnAddresses } from "#lib/nats/address.ts";

test.each([
  ["n1.example:8080", ["ws://n1.example:8080"]],
  ["[::1]:8080", ["ws://[::1]:8080"]],
  ["n1.example:8080/path", []],
  ["n1.example:8080#fragment", []],
  ["n1.example:8080?query", []],
  ["user@n1.example:8080", []],
  [":password@n1.example:8080", []],
  ["", []],
])("of what a server names, %s is dialled as %j", (text, urls) => {
  expect(learnAddresses([text], givenAddress("ws://n2.example")).map(({ url }) => url)).toEqual(urls);
});
