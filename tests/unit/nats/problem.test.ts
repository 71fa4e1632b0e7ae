import { expect, test } from "vitest";
import type { Address } from "#lib/nats/address.ts";
import { explainEnd } from "#lib/nats/problem.ts";
import type { SocketFacts } from "#lib/nats/socket.ts";

const address: Address = {
  url: "ws://test",
  host: "test",
  isSecure: false,
  isLearned: false,
  certificateName: null,
};

const HOUR = 60 * 60_000;

/** A user's JWT that ends so many ms from now. */
function jwtThatEnds(within: number): { jwt: string; day: string } {
  const end = Math.floor((Date.now() + within) / 1_000);
  const claims = Buffer.from(JSON.stringify({ exp: end })).toString("base64url");
  return { jwt: `e30.${claims}.sig`, day: new Date(end * 1_000).toISOString() };
}

/** Why a connection ended with these words of the server. */
function explained(serverError: string, jwt: string): string {
  const facts: SocketFacts = {
    isOpen: true,
    hasSpoken: true,
    error: null,
    http: null,
    serverError,
    closeReason: "",
  };
  return explainEnd("closed", address, "n1", facts, jwt).message;
}

const past = jwtThatEnds(-HOUR);
const future = jwtThatEnds(HOUR);

test.each([
  ["User Authentication Expired", past, `its JWT expired on ${past.day} (User Authentication Expired)`],
  ["User Authentication Expired", future, "its JWT expired (User Authentication Expired)"],
  [
    "Account Authentication Expired",
    future,
    "the JWT of its account is no longer valid (Account Authentication Expired)",
  ],
  [
    "Account Authentication Expired",
    past,
    "the JWT of its account is no longer valid (Account Authentication Expired)",
  ],
  ["Authorization Violation", past, `its JWT expired on ${past.day} (Authorization Violation)`],
])("%s says whose JWT expired, and when where that is known", (words, { jwt }, why) => {
  expect(explained(words, jwt)).toBe(`ws://test refuses the user: ${why}`);
});
