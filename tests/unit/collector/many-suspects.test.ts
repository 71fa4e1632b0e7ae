import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createQuestioning } from "#lib/collector/question-suspects.ts";
import { createSight } from "#lib/collector/sight.ts";
import { diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import { type Wire, WireError } from "#lib/nats/wire.ts";
import { observedServer, ok } from "../model/observed.ts";
import { appUser, bare } from "./context.ts";
import { canned } from "./wires.ts";

/** How long nobody answers, ms. */
const SILENCE = 5;

/** Assigned streams that nobody runs; gives which were asked about so far, in order. */
function suspecting(count: number) {
  const asked: string[] = [];
  const wire: Wire = {
    ...canned(),
    // biome-ignore lint/correctness/useYield: nobody answers.
    async *request(subject) {
      const [, stream] = /STREAM\.INFO\.(.+)$/.exec(subject) ?? [];
      if (stream) asked.push(stream);
      await sleep(SILENCE);
      throw new WireError("timeout", "nobody answers");
    },
  };
  const wires = { system: wire, imports: wire, accounts: new Map([["APP", wire]]) };
  const sight = createSight({ ...bare, accounts: [appUser] }, wires);
  for (const { identity, jsz } of ["n1", "n2", "n3"].map((name) => observedServer(name))) {
    if (jsz?.ok) sight.servers.noteJsz(jsz.value, Date.now());
    sight.servers.noteDetail(identity.id, ok({ server: identity, accounts: ["APP"], streams: [] }, Date.now()));
  }
  sight.servers.endRound(0, Date.now());
  sight.discoverAccounts();
  const names = Array.from({ length: count }, (_, index) => `S${index}`);
  const assign = (...more: string[]) => {
    for (const account of sight.accounts())
      Object.assign(account, { access: "user", way: sight.waysTo(account)[0], names: ok([...names, ...more]) });
  };
  assign();
  const questioning = createQuestioning(wire, sight, () => {});
  let diagnosis = NO_DIAGNOSIS;
  const ask = async () => {
    diagnosis = diagnose(sight.observe(), diagnosis);
    await questioning.ask(diagnosis, 10 * SILENCE);
  };
  return { ask, asked, assign, hint: questioning.hint };
}

test("all of many are asked about in turn, though hints make all due again, and a new one does not wait for them", async () => {
  const { ask, asked, assign, hint } = suspecting(200);
  do {
    hint();
    await ask();
  } while (new Set(asked).size < 200);
  const once = asked.length;
  expect(once, "in turn").toBeLessThan(300);

  assign("NEW");
  hint();
  await ask();
  expect(asked.slice(once)).toContain("NEW");
  expect(asked.length - once, "not all of them").toBeLessThan(150);
});
