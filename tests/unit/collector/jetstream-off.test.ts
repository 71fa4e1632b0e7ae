import { expect, test } from "vitest";
import { createSight } from "#lib/collector/sight.ts";
import { caseOf } from "#lib/model/cases.ts";
import { diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import { answerOf } from "#lib/model/probe.ts";
import { NOW, observedServer, ok, streamReport } from "../model/observed.ts";
import { bare } from "./context.ts";
import { canned } from "./wires.ts";

/** A running server switches it off by itself where its disk is full, or when it was removed from the meta group. */
test.each([
  { what: "JSZ says so", identity: { jetstream: true }, summary: { disabled: true } },
  { what: "the server says so of itself", identity: { jetstream: false }, summary: {} },
])("a stream does not run on a server that goes on without JetStream: $what", ({ identity: said, summary }) => {
  const wire = canned();
  const sight = createSight(bare, { system: wire, imports: wire, accounts: new Map() });
  let at = NOW;
  const tell = (isOff: boolean) => {
    at += 2_000;
    for (const name of ["n1", "n2", "n3"]) {
      const report = answerOf(observedServer(name, { metaLeader: "n2" }).jsz);
      if (!report) throw new Error("no summary");
      const off = isOff && name === "n1";
      const server = { ...report.server, ...(off && said) };
      sight.servers.noteJsz({ ...report, server, ...(off && summary) }, at);
    }
    sight.servers.endRound(at, at);
  };
  tell(false);
  for (const { identity } of sight.servers.servers()) {
    const streams = identity.name === "n1" ? [streamReport("S", { leader: "n1" })] : [];
    sight.servers.noteDetail(identity.id, ok({ server: identity, accounts: ["APP"], streams }, at));
  }
  sight.discoverAccounts();
  for (const account of sight.accounts()) Object.assign(account, { access: "user", names: ok(["S"]) });
  let diagnosis = NO_DIAGNOSIS;
  const see = () => {
    diagnosis = diagnose({ ...sight.observe(), at }, diagnosis);
    const known = caseOf(diagnosis.cases, { domain: null, account: "APP", stream: "S", consumer: null });
    return `${known?.asset.state} ${known?.asset.reason?.kind ?? ""}`;
  };
  expect(see()).toBe("online ");
  tell(true);
  see();
  at += 10_000;
  expect(see()).toBe("unavailable jetstream-disabled");
});
