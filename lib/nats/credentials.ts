import {
  type Authenticator,
  jwtAuthenticator,
  nkeyAuthenticator,
  nkeys,
  tokenAuthenticator,
  usernamePasswordAuthenticator,
} from "nats.ws";
import type { Credentials } from "../model/context.ts";
import type { WireProblem } from "./wire.ts";

/** What signs in, and the user JWT where there is one, for telling whether it has expired. */
export interface Login {
  authenticator: Authenticator | null;
  jwt: string | null;
}

export type ParsedLogin = { ok: true; login: Login } | { ok: false; problem: WireProblem };

/** Makes the sign-in of a connection; what cannot be one is refused without repeating any of it. */
export function parseLogin(credentials: Credentials): ParsedLogin {
  switch (credentials.kind) {
    case "none":
      return { ok: true, login: { authenticator: null, jwt: null } };
    case "user":
      return accept(usernamePasswordAuthenticator(credentials.user, credentials.password));
    case "token":
      return accept(tokenAuthenticator(credentials.token));
    case "nkey":
      return signWith(credentials.seed, (seed) => ({ authenticator: nkeyAuthenticator(seed), jwt: null }));
    case "jwt":
      return parseJwtLogin(credentials.jwt, credentials.seed);
    case "creds": {
      const jwt = block(credentials.text, "NATS USER JWT");
      const seed = block(credentials.text, "USER NKEY SEED");
      if (jwt === null) return refuse("the creds text holds no NATS USER JWT block");
      if (seed === null) return refuse("the creds text holds no USER NKEY SEED block");
      return parseJwtLogin(jwt, seed);
    }
  }
}

/** When the user JWT ends, ms since the epoch; null where it never does or is unreadable. */
export function jwtEnd(jwt: string): number | null {
  const claims = readClaims(jwt);
  return typeof claims?.exp === "number" && claims.exp > 0 ? claims.exp * 1000 : null;
}

function parseJwtLogin(jwt: string, seed: string): ParsedLogin {
  if (!readClaims(jwt)) return refuse("the user JWT is not a JWT");
  return signWith(seed, (bytes) => ({ authenticator: jwtAuthenticator(jwt.trim(), bytes), jwt: jwt.trim() }));
}

function signWith(seed: string, login: (seed: Uint8Array) => Login): ParsedLogin {
  const bytes = new TextEncoder().encode(seed.trim());
  try {
    nkeys.fromSeed(bytes).getPublicKey();
  } catch {
    return refuse("the nkey seed is not a seed, or is damaged");
  }
  return { ok: true, login: login(bytes) };
}

/** The text between `-----BEGIN <name>-----` and the next line of dashes. */
function block(text: string, name: string): string | null {
  const match = new RegExp(`-{3,}\\s*BEGIN ${name}\\s*-{3,}\\s+(\\S+)\\s+-{3,}`).exec(text);
  return match?.[1] ?? null;
}

function readClaims(jwt: string): { exp?: unknown } | null {
  const payload = jwt.trim().split(".")[1];
  if (!payload) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null ? claims : null;
  } catch {
    return null;
  }
}

function accept(authenticator: Authenticator): ParsedLogin {
  return { ok: true, login: { authenticator, jwt: null } };
}

function refuse(message: string): ParsedLogin {
  return {
    ok: false,
    problem: {
      fault: "denied",
      message,
      remedy: "Give the credentials that `nsc generate creds` or `nk -gen user` wrote.",
    },
  };
}
