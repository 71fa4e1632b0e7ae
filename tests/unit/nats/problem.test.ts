import { afterAll, expect, test } from "vitest";
import type { Address } from "#lib/nats/address.ts";
import { explainEnd, explainFailedDial } from "#lib/nats/problem.ts";
import type { SocketFacts } from "#lib/nats/socket.ts";
import { Authority } from "#tests/nats/certificates.ts";

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

const opened: SocketFacts = {
  isOpen: true,
  hasSpoken: true,
  error: null,
  http: null,
  serverError: null,
  closeReason: "",
};

/** Why a connection ended with these words of the server. */
function explained(serverError: string, jwt: string): string {
  const facts = { ...opened, serverError };
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

const ours = new Authority();
afterAll(() => ours[Symbol.dispose]());
const expired = ours.issue("expired", ["DNS:plimsoll"], -1);
const valid = ours.issue("valid", ["DNS:plimsoll"]);

const reason = "error:0A000415:SSL routines:ssl3_read_bytes:ssl/tls alert certificate expired:rec_layer_s3.c:918:";
const overTls12 = { code: "EPROTO", message: `write EPROTO 401D:${reason}SSL alert number 45\n` };
const overTls13 = { code: "ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED", message: `401D:${reason}SSL alert number 45\n` };
const lost = { code: "ECONNRESET", message: "read ECONNRESET" };

test.each([
  ["that the server refuses over TLS 1.2", overTls12, valid, false, /refuses the client certificate/, /^Renew/],
  ["that the server refuses over TLS 1.3", overTls13, valid, false, /refuses the client certificate/, /^Renew/],
  ["that has expired, where the refusal is lost", lost, expired, false, /client certificate has expired/, /^Renew/],
  ["that has expired, where it was let in", lost, expired, true, /without an answer \(ECONNRESET/, /^Check/],
  ["that is valid, where nothing is said", lost, valid, false, /without an answer \(ECONNRESET/, /^Check/],
])("of a client certificate %s is said what to do", (_, { code, message }, { certificate, key }, isOpen, why, what) => {
  const facts = { ...opened, isOpen, hasSpoken: false, error: Object.assign(new Error(message), { code }) };
  const tls = { ca: null, certificate, key, serverName: null };
  const problem = explainFailedDial(
    address,
    facts,
    { login: { authenticator: null, jwt: null }, tls, timeout: 2_000 },
    new Error("closed"),
  );
  expect(problem.message).toMatch(why);
  expect(problem.remedy).toMatch(what);
});
