import type { Board } from "../model/board.ts";
import type { ContextConfig, Target } from "../model/context.ts";
import type { Diagnosis } from "../model/diagnose.ts";
import type { ObservedServer } from "../model/observation.ts";
import { blindlySettling, type Question, questionKey, questionsOf } from "../model/suspects.ts";
import { runsJetStream } from "../model/topology.ts";
import type { Wire } from "../nats/wire.ts";
import type { BookedAccount } from "./account-book.ts";
import { askQuestion, forgetAnswers } from "./ask-accounts.ts";
import { askNames, noteNoWay } from "./ask-names.ts";
import { askDetail, askRound } from "./ask-system.ts";
import { createBackOff } from "./back-off.ts";
import { inParallel } from "./in-parallel.ts";
import { startLoop } from "./loop.ts";
import { createPublisher } from "./publisher.ts";
import type { Watched } from "./registry.ts";
import type { RoundChanges } from "./server-book.ts";
import { createSight } from "./sight.ts";
import { closeWires, openWires, untilDecided } from "./wires.ts";

export interface WatchOptions {
  /** Opens a connection; `name` tells the wires of a process apart. */
  openWire: (target: Target, name: string) => Wire;
  source: Board["head"]["source"];
  onError: (error: unknown) => void;
}

/** A context under watch whose past can be forgotten, for a recording that starts again. */
export interface RestartableWatch extends Watched {
  restart(): void;
}

/** HEALTHZ is asked every second round: servers walk their assets to answer it. */
const ROUNDS_PER_HEALTH = 2;
/** How old details and names may be where nothing hints at a change, ms. */
const DETAILS_HOLD_MS = 10_000;
const NAMES_HOLD_MS = 10_000;
/** The same where something settles of which only details can tell how it ends. */
const UNSETTLED_DETAILS_HOLD_MS = 2_000;
/** How often it is looked whether a dear question is due, ms. */
const LOOK_EVERY_MS = 500;
const TICK_MS = 1_000;
/** How long the first look waits for accounts' own connections: what is still connecting is not unobserved. */
const CONNECT_MS = 3_000;
const DETAILS_AT_ONCE = 4;
const QUESTIONS_AT_ONCE = 16;

/**
 * Watches one NATS system until it is closed. Cheap questions go to all servers with every poll; what they hint at
 * makes the dearer ones due: details of a server, names of an account, INFO of what does not plainly run.
 */
export function watchContext(config: ContextConfig, { openWire, source, onError }: WatchOptions): RestartableWatch {
  const wires = openWires(config, openWire);
  const sight = createSight(config, wires);
  const { name, pollInterval } = config;
  const publisher = createPublisher({ context: name, source, pollInterval }, sight.observe());
  const backOff = createBackOff();
  const wayBackOff = createBackOff();
  let diagnosis: Diagnosis | null = null;
  let rounds = 0;
  let hasPolled = false;
  /** Answers from before the last coming or going of a server may speak of what is no more. */
  let changedAt = 0;
  let dueDetails = new Set<string>();
  let areNamesDue = false;

  function publish(): void {
    const published = publisher.publish(sight.observe(), sight.observedAt(), diagnosis !== null);
    if (diagnosis) diagnosis = published;
  }

  async function poll(): Promise<void> {
    const round = await askRound(wires.system, sight.servers, {
      pollInterval,
      withHealth: rounds++ % ROUNDS_PER_HEALTH === 0,
    });
    sight.noteRound(round);
    if (round.changes) followUp(round.changes);
    if (round.changes && !diagnosis) await firstLook();
    publish();
    hasPolled = true;
  }

  function followUp({ domains, serverIds }: RoundChanges): void {
    const affected = sight.servers.servers().filter(({ identity }) => domains.has(identity.domain));
    for (const id of [...serverIds, ...affected.map(({ identity }) => identity.id)]) dueDetails.add(id);
    if (domains.size > 0) {
      changedAt = Date.now();
      // Not with every stream that comes or goes: each refusal is a line in the servers' logs.
      wayBackOff.reset("");
    }
    for (const account of sight.accounts()) if (domains.has(account.domain)) account.list = null;
    if (domains.size === 0 && serverIds.size === 0) return;
    areNamesDue = true;
    backOff.reset("");
  }

  /** All tiers once, before anything is said of any asset: what was not asked yet is not missing. */
  async function firstLook(): Promise<void> {
    await askDetails();
    await untilDecided(wires, CONNECT_MS);
    await askAllNames();
    await askSuspects(publisher.preview(sight.observe()));
    diagnosis = publisher.preview(sight.observe());
  }

  /** Like the two below, returns whether anything was due. */
  async function askDetails(): Promise<boolean> {
    const unsettled = diagnosis ? blindlySettling(sight.observe(), diagnosis) : new Set();
    const holdOf = ({ identity }: ObservedServer): number =>
      unsettled.has(identity.domain) ? UNSETTLED_DETAILS_HOLD_MS : DETAILS_HOLD_MS;
    const due = sight.servers.servers().filter((server) => isDetailDue(server, holdOf(server)));
    dueDetails = new Set();
    await inParallel(due, DETAILS_AT_ONCE, ({ identity }) => askDetail(wires.system, sight.servers, identity.id));
    if (due.length > 0) sight.discoverAccounts();
    return due.length > 0;
  }

  function isDetailDue(server: ObservedServer, holdMs: number): boolean {
    const { identity, detail } = server;
    if (!server.isAnswering || !runsJetStream(server)) return false;
    return dueDetails.has(identity.id) || detail === null || Date.now() - detail.at >= holdMs;
  }

  async function askAllNames(): Promise<boolean> {
    const due = sight.accounts().filter(areNamesDueOf);
    areNamesDue = false;
    let hasAsked = false;
    await inParallel(due, QUESTIONS_AT_ONCE, async (account) => {
      const ways = sight.waysTo(account);
      if (ways.length === 0) noteNoWay(account, sight.whyNoWay(account));
      else hasAsked = (await askNames(account, ways, wayBackOff, sight.isClustered(account.domain))) || hasAsked;
    });
    return hasAsked;
  }

  function areNamesDueOf({ names }: BookedAccount): boolean {
    if (areNamesDue || names === null) return true;
    const isPassing = !names.ok && names.fault !== "timeout" && names.fault !== "unavailable";
    // Of ways that lead nowhere the back-off says when they are due.
    return isPassing || Date.now() - names.at >= NAMES_HOLD_MS;
  }

  async function askSuspects(known: Diagnosis): Promise<boolean> {
    const questions = questionsOf(sight.observe(), known);
    const keys = new Set(questions.map(questionKey));
    backOff.keepOnly(keys);
    for (const account of sight.accounts()) forgetAnswers(account, keys);
    const due = questions.filter((question) => backOff.isDue(questionKey(question), Date.now()));
    await inParallel(due, QUESTIONS_AT_ONCE, ask);
    return due.length > 0;
  }

  async function ask(question: Question): Promise<void> {
    const account = sight.account(question.domain, question.account);
    if (!account) return;
    backOff.asked(questionKey(question), Date.now());
    await askQuestion(question, {
      account,
      api: account.way?.api ?? null,
      system: wires.system,
      accountId: sight.accountId(account),
      serverIds: sight.servers.answeringIds(),
      validFrom: changedAt,
    });
  }

  const polling = startLoop(pollInterval, poll, onError);
  const detailing = startLoop(LOOK_EVERY_MS, whenLooked(askDetails), onError);
  const naming = startLoop(LOOK_EVERY_MS, whenLooked(askAllNames), onError);
  const suspecting = startLoop(LOOK_EVERY_MS, whenLooked(askSuspects), onError);
  // Time alone changes the board too: what settles becomes what it is, and what is not answered becomes stale.
  const ticking = startLoop(TICK_MS, async () => publish(), onError);
  const stopListening = wires.system.onStatus(() => {
    publish();
    polling.poke();
  });

  const stopListeningToOthers = [wires.imports, ...wires.accounts.values()].map((wire) =>
    wire.onStatus(({ state }) => {
      if (state !== "connected") return;
      wayBackOff.reset("");
      areNamesDue = true;
      naming.poke();
    }),
  );

  /** The dear questions wait for the first look, and tell the board what they brought. */
  function whenLooked(task: (known: Diagnosis) => Promise<boolean>): () => Promise<void> {
    return async () => {
      // Without a connection every question would only bring "closed" in the place of what is known.
      const canAsk = wires.system.status().state === "connected";
      if (diagnosis && canAsk && (await task(diagnosis))) publish();
    };
  }

  return {
    name,
    store: publisher.store,
    isReady: () => hasPolled,
    restart() {
      sight.clear();
      publisher.restart();
      diagnosis = null;
    },
    async close() {
      for (const stop of [stopListening, ...stopListeningToOthers]) stop();
      await closeWires(wires);
      await Promise.all([polling, detailing, naming, suspecting, ticking].map((loop) => loop.stop()));
    },
  };
}
