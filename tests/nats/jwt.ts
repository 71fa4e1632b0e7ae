import { nkeys } from "nats.ws";

type KeyPair = ReturnType<typeof nkeys.createUser>;

/** An operator, its system account SYS and a user of it, as JWTs: what `nsc` would have made. */
export interface Operator {
  /** For the server's configuration. */
  operator: string;
  systemAccount: string;
  resolverPreload: { [account: string]: string };
  /** A user of the system account that ends at `expires`, s since the epoch, if told; or of another account. */
  issueUser(expires?: number, account?: string): { jwt: string; seed: string; creds: string };
  /** The public keys of the other accounts, by name. */
  ids: { [account: string]: string };
}

/** `accounts` are further accounts, with JetStream. */
export function createOperator(accounts: string[] = []): Operator {
  const operator = nkeys.createOperator();
  const account = nkeys.createAccount();
  const id = account.getPublicKey();
  const limits = { subs: -1, data: -1, payload: -1, imports: -1, exports: -1, wildcards: true, conn: -1, leaf: -1 };
  const others = new Map(accounts.map((name) => [name, nkeys.createAccount()]));
  const jetstream = { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 };
  const preloaded = [...others].map(([name, key]) => {
    const nats = { type: "account", version: 2, limits: { ...limits, ...jetstream } };
    return [key.getPublicKey(), sign(operator, key, { name, nats })];
  });
  return {
    operator: sign(operator, operator, { name: "OP", nats: { type: "operator", version: 2, system_account: id } }),
    systemAccount: id,
    resolverPreload: {
      [id]: sign(operator, account, { name: "SYS", nats: { type: "account", version: 2, limits } }),
      ...Object.fromEntries(preloaded),
    },
    ids: Object.fromEntries([...others].map(([name, key]) => [name, key.getPublicKey()])),
    issueUser: (expires, of) => {
      const user = nkeys.createUser();
      const issuer = (of === undefined ? account : others.get(of)) ?? account;
      const nats = { type: "user", version: 2, subs: -1, data: -1, payload: -1 };
      const jwt = sign(issuer, user, { name: "plimsoll", nats, ...(expires && { exp: expires }) });
      const seed = new TextDecoder().decode(user.getSeed());
      return { jwt, seed, creds: credsText(jwt, seed) };
    },
  };
}

function sign(issuer: KeyPair, subject: KeyPair, claims: object): string {
  const about = {
    iss: issuer.getPublicKey(),
    sub: subject.getPublicKey(),
    iat: Math.floor(Date.now() / 1000),
    jti: "test",
  };
  const text = `${encode({ typ: "JWT", alg: "ed25519-nkey" })}.${encode({ ...about, ...claims })}`;
  return `${text}.${Buffer.from(issuer.sign(new TextEncoder().encode(text))).toString("base64url")}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** As `nsc generate creds` writes it, here with Windows line ends: editors do that. */
function credsText(jwt: string, seed: string): string {
  return [
    "-----BEGIN NATS USER JWT-----",
    jwt,
    "------END NATS USER JWT------",
    "",
    "************************* IMPORTANT *************************",
    "NKEY Seed printed below can be used to sign and prove identity.",
    "-----BEGIN USER NKEY SEED-----",
    seed,
    "------END USER NKEY SEED------",
    "",
  ].join("\r\n");
}
