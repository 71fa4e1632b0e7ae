import type { AccountAccess, ContextConfig, Target } from "../model/context.ts";
import type { RecordedAccess, RecordedContext } from "./tape.ts";

const NOWHERE: Target = {
  urls: [],
  credentials: { kind: "none" },
  tls: { ca: null, certificate: null, key: null, serverName: null },
  inboxPrefix: "_INBOX",
};

/** What a recording says of a context: everything but how to reach it. */
export function describeContext(context: ContextConfig): RecordedContext {
  const { name, pollInterval, accountPrefix, accountLookup, budget, imports } = context;
  const accounts = context.accounts.map(describeAccess);
  const watching = { name, pollInterval, accountPrefix, accountLookup, accounts };
  return { ...watching, ...(budget && { budget }), ...(imports && { hasImports: true }) };
}

/** The context to watch on replay; its targets lead nowhere, as `Replay.wire` takes the place of connecting. */
export function replayedContext({ budget, hasImports, ...context }: RecordedContext): ContextConfig {
  const accounts = context.accounts.map(replayedAccess);
  const imports = hasImports && { imports: NOWHERE };
  return { ...context, target: NOWHERE, accounts, ...(budget && { budget }), ...imports };
}

function describeAccess(access: AccountAccess): RecordedAccess {
  const { kind, account } = access;
  return kind === "user" ? { kind, account } : { kind, account, apiPrefix: access.apiPrefix };
}

function replayedAccess(access: RecordedAccess): AccountAccess {
  return access.kind === "user" ? { ...access, target: NOWHERE } : access;
}
