// Makes the bundled recording from real servers: npx node tests/lab/record-incident.ts [out.rec]
import { rename, rm } from "node:fs/promises";
import { recordSystem } from "#lib/command/record-system.ts";
import type { ContextConfig, Target } from "#lib/model/context.ts";
import { type User, users } from "./client.ts";
import { runIncident, startIncidentCluster } from "./incident.ts";

const [out = "lib/recording/bundled.rec"] = process.argv.slice(2);
// One that fails leaves the last good recording where it is.
const fresh = `${out}.new`;

await using system = await startIncidentCluster();
const context: ContextConfig = {
  name: "harbour",
  target: targetFor(users.sys),
  accounts: [
    { kind: "user", account: "APP", target: targetFor(users.app) },
    { kind: "user", account: "BILLING", target: targetFor(users.billing) },
  ],
  accountPrefix: null,
  accountLookup: "none",
  pollInterval: 2000,
};
const end = new AbortController();
const recording = recordSystem({
  contexts: [context],
  title: "A cluster is upgraded from 2.12 to 2.15, and one server is rolled back",
  redactor: null,
  out: fresh,
  end: end.signal,
  say: console.log,
});
try {
  await runIncident(system, console.log);
  end.abort();
  await recording;
  await rename(fresh, out);
} finally {
  end.abort();
  await recording;
  await rm(fresh, { force: true });
}

function targetFor({ user, pass }: User): Target {
  const tls = { ca: null, certificate: null, key: null, serverName: null };
  const credentials = { kind: "user", user, password: pass } as const;
  return { urls: system.websocketUrls, credentials, tls, inboxPrefix: "_INBOX" };
}
