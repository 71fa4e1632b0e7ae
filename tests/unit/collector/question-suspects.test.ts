import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQuestioning } from "#lib/collector/question-suspects.ts";
import { createSight } from "#lib/collector/sight.ts";
import { caseOf } from "#lib/model/cases.ts";
import { type Diagnosis, diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import type { Wire } from "#lib/nats/wire.ts";
import { NOW, observedServer, ok, peer, streamReport } from "../model/observed.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { stream } from "../nats/replies.ts";
import { appUser, bare } from "./context.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const MEMBERS = ["n1", "n2", "n3"];

const leaderless = () => streamReport("S", { leader: null, peers: MEMBERS.map((name) => peer(name)) });

const LED_BY_N2 = JSON.stringify(
  stream({
    name: "S",
    cluster: { name: "C1", leader: "n2", replicas: ["n1", "n3"].map((name) => ({ name, current: true, active: 0 })) },
  }),
);

/** The questioning of a sight of the stream S; `tell` has its members say again that nobody leads it. */
function start(wire: Wire, onUntold: (serverIds: string[]) => void = () => {}) {
  const wires = { system: wire, imports: wire, accounts: new Map([["APP", wire]]) };
  const sight = createSight({ ...bare, accounts: [appUser] }, wires);
  const tell = (): void => {
    for (const { identity, jsz } of MEMBERS.map((name) => observedServer(name))) {
      if (jsz?.ok) sight.servers.noteJsz(jsz.value, Date.now());
      sight.servers.noteDetail(
        identity.id,
        ok({ server: identity, accounts: ["APP"], streams: [leaderless()] }, Date.now()),
      );
    }
  };
  tell();
  sight.servers.endRound(NOW, NOW);
  sight.discoverAccounts();
  for (const account of sight.accounts()) {
    Object.assign(account, { access: "user", way: sight.waysTo(account)[0], names: ok(["S"]) });
  }
  return { sight, questioning: createQuestioning(wire, sight, onUntold), tell };
}

/**
 * Watches the stream S, whose members told that it has no leader, and tell so again in the seconds `told`. In the seconds
 * `found` its INFO says that n2 leads it, in all others nothing. Gives its states, each with the second from which it was
 * so, and in which seconds it was asked about.
 */
async function watch({ found, told = [], seconds }: { found: number[]; told?: number[]; seconds: number }) {
  const asked: number[] = [];
  const second = (): number => Math.floor((Date.now() - NOW) / 1_000);
  const wire = cannedWire((subject) => {
    if (!subject.includes("STREAM.INFO")) return [];
    asked.push(second());
    return found.includes(second()) ? [LED_BY_N2] : [];
  });
  const { sight, questioning, tell } = start(wire);
  let diagnosis: Diagnosis = NO_DIAGNOSIS;
  const states: string[] = [];
  let last: string | undefined;
  for (; second() < seconds; vi.advanceTimersByTime(1_000)) {
    if (told.includes(second())) tell();
    for (let half = 0; half < 2; half++) {
      diagnosis = diagnose(sight.observe(), diagnosis);
      await questioning.ask(diagnosis);
    }
    diagnosis = diagnose(sight.observe(), diagnosis);
    const known = caseOf(diagnosis.cases, { domain: null, account: "APP", stream: "S", consumer: null });
    if (known && known.asset.state !== last) states.push(`${second()} ${known.asset.state}`);
    last = known?.asset.state;
  }
  return { states, asked };
}

test.each<{ what: string; found: number[]; told?: number[]; states: string[]; asked: number[] }>([
  {
    what: "is found each time it is asked about",
    found: [0, 1, 3, 7, 15],
    states: ["0 online"],
    asked: [0, 1, 3, 7, 15],
  },
  {
    what: "is missed once is asked about again, and nothing is said of it",
    found: [0, 1, 3, 8, 10, 14, 22],
    states: ["0 online"],
    asked: [0, 1, 3, 7, 8, 10, 14, 22],
  },
  {
    what: "is missed twice is not known to run",
    found: [0, 1, 3],
    states: ["0 online", "8 settling", "14 unavailable"],
    asked: [0, 1, 3, 7, 8, 8, 9, 11, 15, 23],
  },
  {
    what: "has no leader by newer details is asked about at once, and is not known to run",
    found: [0, 1, 3, 7, 15],
    told: [20],
    states: ["0 online", "20 settling", "26 unavailable"],
    asked: [0, 1, 3, 7, 15, 20, 21, 23, 27],
  },
  {
    what: "has no leader by newer details, and has one when it is asked about at once, runs",
    found: [0, 1, 3, 7, 15, 20, 21, 23, 27],
    told: [20],
    states: ["0 online"],
    asked: [0, 1, 3, 7, 15, 20, 21, 23, 27],
  },
])("a stream that $what", async ({ found, told, states, asked }) => {
  expect(await watch({ found, ...(told && { told }), seconds: 30 })).toEqual({ states, asked });
});

test("what servers say again, or say no more, is no news; other words are", async () => {
  const refusal = (why: string): string => {
    const description = `stream is offline: unsupported - ${why}`;
    return JSON.stringify({ error: { code: 500, err_code: 10194, description } });
  };
  let said: string[] = [];
  const { sight, questioning } = start(cannedWire((subject) => (subject.includes("STREAM.INFO") ? said : [])));
  const diagnosis = diagnose(sight.observe(), NO_DIAGNOSIS);
  const news: string[] = [];
  for (const replies of [[refusal("level 4")], [refusal("level 4")], [], [refusal("level 5")]]) {
    said = replies;
    news.push(await questioning.ask(diagnosis));
    vi.advanceTimersByTime(30_000);
  }
  expect(news).toEqual(["urgent", "routine", "routine", "urgent"]);
});

test("a server that leads a stream by its INFO, but not by its details, is to tell these again", async () => {
  const untold: string[] = [];
  const wire = cannedWire((subject) => (subject.includes("STREAM.INFO") ? [LED_BY_N2] : []));
  const { sight, questioning } = start(wire, (ids) => untold.push(...ids));
  const diagnosis = diagnose(sight.observe(), NO_DIAGNOSIS);
  await questioning.ask(diagnosis);
  const { identity } = observedServer("n2");
  expect(untold).toEqual([identity.id]);

  const streams = [streamReport("S", { leader: "n2", peers: ["n1", "n3"].map((name) => peer(name)) })];
  sight.servers.noteDetail(identity.id, ok({ server: identity, accounts: ["APP"], streams }, Date.now()));
  vi.advanceTimersByTime(30_000);
  await questioning.ask(diagnosis);
  expect(untold, "once its details say so, no more").toEqual([identity.id]);
});

test("where only some servers count otherwise, what is not on them is not asked about anew", async () => {
  let asked = 0;
  const wire = cannedWire((subject) => {
    if (subject.includes("STREAM.INFO")) asked++;
    return [];
  });
  const { sight, questioning } = start(wire);
  const diagnosis = diagnose(sight.observe(), NO_DIAGNOSIS);
  const askAfter = async (hint: () => void): Promise<number> => {
    // It fails, and is asked again once at once.
    for (let round = 0; round < 3; round++) await questioning.ask(diagnosis);
    asked = 0;
    hint();
    await questioning.ask(diagnosis);
    return asked;
  };
  const identityOf = (name: string, domain: string | null = null) => ({ ...observedServer(name).identity, domain });
  expect(await askAfter(() => questioning.hint([identityOf("n2")]))).toBe(1);
  expect(await askAfter(() => questioning.hint([identityOf("n4")]))).toBe(0);
  expect(await askAfter(() => questioning.hint([identityOf("n2", "leaf")]))).toBe(0);
  expect(await askAfter(() => questioning.hint())).toBe(1);
});
