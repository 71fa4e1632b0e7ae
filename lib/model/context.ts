/** How a connection proves who it is. Secrets live in the server process only and are never logged. */
export type Credentials =
  | { kind: "none" }
  | { kind: "user"; user: string; password: string }
  | { kind: "token"; token: string }
  | { kind: "nkey"; seed: string }
  /** The text of a `.creds` file. */
  | { kind: "creds"; text: string }
  | { kind: "jwt"; jwt: string; seed: string };

/** PEM texts and the name to expect, for `wss`. */
export interface Tls {
  ca: string | null;
  certificate: string | null;
  key: string | null;
  /** Name that the server's certificate must carry, where it is not the URL's host. */
  serverName: string | null;
}

/** What a wire connects to. */
export interface Target {
  /** `ws://` or `wss://` URLs of servers of one system. */
  urls: string[];
  credentials: Credentials;
  tls: Tls;
  /** Prefix of reply subjects, `_INBOX` by default. */
  inboxPrefix: string;
}

/** A way to the JetStream API of one account. */
export type AccountAccess =
  /** A user of the account itself, on a connection of its own. */
  | { kind: "user"; account: string; target: Target }
  /**
   * Services imported under a prefix: `$JS.API.STREAM.NAMES` is `<apiPrefix>.STREAM.NAMES`. The prefix may have
   * `{domain}` in it, and holds for every domain then.
   */
  | { kind: "import"; account: string; apiPrefix: string };

/** A NATS system to watch. */
export interface ContextConfig {
  name: string;
  target: Target;
  accounts: AccountAccess[];
  /** The account that has the imports, where it is not that of the main connection. */
  imports?: Target;
  /** Prefix pattern with `{account}`, and `{domain}` where there are several, for all accounts; null where there is none. */
  accountPrefix: string | null;
  /** `system-header` relies on a header internal to the servers; off unless the operator names it. */
  accountLookup: "none" | "system-header";
  /** Pace of the cheapest questions, ms. */
  pollInterval: number;
  /** `DEFAULT_BUDGET` where absent. */
  budget?: AskingBudget;
}

/** What the expensive questions may cost the watched system at most, on average. */
export interface AskingBudget {
  /** Of details, as they come over the wire, a second; what comes round in turn keeps to a quarter of it. */
  bytes: number;
  /** For lists of names, a second; what comes round in turn keeps to a tenth of it. */
  requests: number;
}

export const DEFAULT_BUDGET: AskingBudget = { bytes: 256 * 1024, requests: 20 };
