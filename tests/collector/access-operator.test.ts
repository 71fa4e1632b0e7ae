import { connect, jwtAuthenticator } from "nats.ws";
import { expect, test } from "vitest";
import { surveyAccess } from "#lib/collector/survey.ts";
import type { Credentials, Target } from "#lib/model/context.ts";
import { connectWire } from "#lib/nats/connect.ts";
import { createStream } from "../lab/assets.ts";
import { requestApi } from "../lab/jetstream-api.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { createOperator } from "../nats/jwt.ts";
import { targetOf, watchLab } from "./watch-lab.ts";

const { v2_12, v2_15 } = versions;
const operator = createOperator(["APP", "OTHER"]);

function targetBy(system: LabSystem, account?: string): Target {
  const { jwt, seed } = operator.issueUser(undefined, account);
  const credentials: Credentials = { kind: "jwt", jwt, seed };
  return { ...targetOf(system, { user: "", pass: "" }), credentials };
}

async function openClient(system: LabSystem, account: string) {
  const { jwt, seed } = operator.issueUser(undefined, account);
  const authenticator = jwtAuthenticator(jwt, new TextEncoder().encode(seed));
  const nats = await connect({ servers: system.websocketUrls[0] ?? "", authenticator, reconnect: false });
  return Object.assign(nats, { [Symbol.asyncDispose]: () => nats.close() });
}

test("under an operator the system header and the placement name an account by its key, the board by its name", async () => {
  const { operator: jwt, resolverPreload, systemAccount } = operator;
  const extra = { operator: jwt, resolver: "MEMORY", resolver_preload: resolverPreload };
  const settings = () => ({ accounts: {}, systemAccount, extra });
  await using system = await cluster([v2_15, v2_15, v2_15], { settings, awaitReady: false });
  await using app = await openClient(system, "APP");
  await until(() => requestApi(app, "INFO"), { what: "JetStream for APP" });
  await until(() => createStream(app, "BATCHES", { feature: "fastBatch", on: "n3" }), { what: "a stream on n3" });
  await system.server("n3").restart({ version: v2_12 });
  await using watch = await watchLab(system, {
    target: targetBy(system),
    accounts: [],
    accountLookup: "system-header",
  });
  const asset = () => watch.assets().get("APP/BATCHES");
  await until(() => asset()?.state === "offline" && asset()?.replicas.length === 1, {
    what: "its offline stream, placed",
  });
  expect(asset()).toMatchObject({ reason: { kind: "config-field" }, replicas: [{ server: "n3", state: "offline" }] });
  expect(watch.store.current().board.head.coverage.unobserved).toEqual([]);

  const config = {
    name: "lab",
    target: targetBy(system),
    accounts: [{ kind: "user", account: operator.ids.APP ?? "", target: targetBy(system, "APP") } as const],
    accountPrefix: null,
    accountLookup: "none",
    pollInterval: 1_000,
  } as const;
  const survey = await surveyAccess({ ...config, accounts: [...config.accounts] }, (target, name) =>
    connectWire(target, { name }),
  );
  expect(survey).toMatchObject({
    systemAccount,
    accounts: [{ account: "APP", id: operator.ids.APP, access: "user", prefix: "$JS.API", why: null }],
  });
});
