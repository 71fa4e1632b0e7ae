import type { Board } from "../model/board.ts";
import { type ContextConfig, DEFAULT_BUDGET, type Target } from "../model/context.ts";
import type { Diagnosis } from "../model/diagnose.ts";
import type { Wire } from "../nats/wire.ts";
import { steadyNow } from "./clock.ts";
import { createCostMeter } from "./cost.ts";
import { createDiagnosisPace, type News } from "./diagnosis-pace.ts";
import { holdsOf } from "./holds.ts";
import { inTurns } from "./in-turns.ts";
import { createDetailLook } from "./look-at-details.ts";
import { createNamesLook } from "./look-up-names.ts";
import { type Loop, startLoop } from "./loop.ts";
import { metered } from "./metered.ts";
import { paced } from "./paced.ts";
import { createServerPoll } from "./poll-servers.ts";
import { createPublisher } from "./publisher.ts";
import { createQuestioning } from "./question-suspects.ts";
import type { Watched } from "./registry.ts";
import type { RoundChanges } from "./server-book.ts";
import { clusterOf } from "./server-place.ts";
import { createSight } from "./sight.ts";
import { allOf, closeWires, openWires, untilDecided } from "./wires.ts";

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

/** How often to check whether an expensive question is due, ms. */
const LOOK_EVERY_MS = 500;
const TICK_MS = 1_000;
/** How long the first look waits for accounts' own connections: what is still connecting is not unobserved. */
const CONNECT_MS = 3_000;
/**
 * How long the first look asks about suspects, ms: where nobody answers for thousands of them, it does not wait for
 * all.
 */
const FIRST_PASS_MS = 10_000;
/** What may be saved for what changes at once: packed bytes of details, and requests for names. */
const MOST_SAVED = { bytes: 16 * 1024 * 1024, requests: 800 };

/**
 * Watches one NATS system until it is closed. Cheap questions go to all servers with every poll; what they hint at
 * makes the expensive ones due: details of a server, names of an account, INFO of what does not plainly run. Each tier
 * says in a file of its own what it asks and when.
 */
export function watchContext(config: ContextConfig, { openWire, source, onError }: WatchOptions): RestartableWatch {
  const meter = createCostMeter(steadyNow);
  const wires = openWires(config, (target, wireName) => metered(openWire(target, wireName), meter));
  const sight = createSight(config, wires);
  const { name, pollInterval } = config;
  const publisher = createPublisher({ context: name, source, pollInterval, costNow: meter.cost }, sight.observe());
  const pace = createDiagnosisPace(steadyNow);
  let diagnosis: Diagnosis | null = null;
  let hasPolled = false;
  /** Whether the board shows what a poll brought. */
  let isReady = false;
  let looking: Promise<void> | null = null;
  let diagnosing: Promise<void> | null = null;
  let waking: NodeJS.Timeout | undefined;
  let between: NodeJS.Timeout | undefined;
  let isClosed = false;

  const budget = config.budget ?? DEFAULT_BUDGET;
  const holds = holdsOf(budget);
  const servers = createServerPoll(wires.system, sight.servers, {
    pollInterval,
    hold: holds.summaries,
    hintedHold: holds.hintedSummaries,
  });
  const names = createNamesLook(wires.system, sight, servers.logs, {
    requests: { perSecond: budget.requests, most: MOST_SAVED.requests },
    hold: holds.names,
    calmHold: holds.calmNames,
  });
  const details = createDetailLook(wires.system, sight, {
    bytes: { perSecond: budget.bytes, most: MOST_SAVED.bytes },
    hold: holds.details,
    onStreams: names.hintOf,
    onUrgent() {
      pace.note("urgent");
      publish();
    },
  });
  const questioning = createQuestioning(wires.system, sight, (serverIds) => {
    details.hintCounts(serverIds);
    detailing.poke();
  });

  // Hundreds of servers take a while to draw, here and on each screen.
  const draw = paced(async () => {
    const isAfterPoll = hasPolled;
    await inTurns(publisher.publish(sight.observe(), sight.observedAt()));
    isReady ||= isAfterPoll;
  }, onError);

  /** Brings the board up to date; what is due to be diagnosed first. */
  function publish(): void {
    if (isClosed) return;
    const wait = diagnosis && !diagnosing ? pace.wait(diagnosis.isSettling) : Number.POSITIVE_INFINITY;
    if (wait === 0) diagnosing = diagnoseAnew().catch(onError).finally(endDiagnosis);
    else draw();
    // What has to wait for its diagnosis does not wait for the next tick as well.
    clearTimeout(waking);
    if (wait > 0 && wait < TICK_MS) waking = setTimeout(ticking.poke, wait);
  }

  async function diagnoseAnew(): Promise<void> {
    const made = await inTurns(pace.measured(publisher.diagnose(sight.observe())));
    if (!made || !diagnosis) return;
    diagnosis = made;
    draw();
    suspecting.poke();
  }

  function endDiagnosis(): void {
    diagnosing = null;
    // News came meanwhile, or something settles.
    if (diagnosis && pace.wait(diagnosis.isSettling) < TICK_MS) publish();
  }

  async function poll(): Promise<void> {
    const startedAt = steadyNow();
    // A version is on the board before the summaries of hundreds of servers have come.
    const round = await servers.ask(draw);
    sight.noteRound(round);
    if (round.changes) followUp(round.changes);
    // Polls go on meanwhile: the details of a large system take longer than servers may be silent.
    if (round.changes && !diagnosis) looking ??= firstLook().catch(onError).finally(endLook);
    hasPolled = true;
    publish();
    // Halfway: in a large system it takes a while from the poll that hears of a change until the board tells of it. Servers
    // that take long to answer have some rest.
    const halfway = Math.max(pollInterval / 4, pollInterval / 2 - (steadyNow() - startedAt));
    if (servers.isEventful() && !isClosed) between = setTimeout(polling.poke, halfway);
  }

  function endLook(): void {
    looking = null;
    publish();
  }

  function followUp({ domains, hostDomains, clusters, serverIds, countedIds }: RoundChanges): void {
    if (domains.size === 0 && serverIds.size === 0 && countedIds.size === 0) return;
    const affected = sight.servers.servers().filter(({ identity }) => clusters.has(clusterOf(identity)));
    details.hintCounts(countedIds);
    details.hint([...serverIds, ...affected.map(({ identity }) => identity.id)]);
    names.hint(domains);
    if (domains.size > 0) {
      questioning.forget();
      names.retry();
    }
    // It is of a running process, of one that has JetStream.
    for (const account of sight.accounts()) if (hostDomains.has(account.domain)) account.list = null;
    pace.note("urgent");
    const isOfCounts = domains.size === 0 && serverIds.size === 0;
    const counted = [...countedIds].flatMap((id) => sight.servers.server(id)?.identity ?? []);
    questioning.hint(isOfCounts ? counted : undefined);
    detailing.poke();
    naming.poke();
  }

  const askNames = (): Promise<News> => names.ask(questioning.isSuspect);

  /** All tiers once, before anything is said of any asset: what was not asked yet is not missing. */
  async function firstLook(): Promise<void> {
    const { since } = sight.observe().connection;
    await details.ask(null);
    await untilDecided(wires, CONNECT_MS);
    await askNames();
    const look = () => inTurns(pace.measured(publisher.diagnose(sight.observe())));
    const first = await look();
    const isComplete = first && (await questioning.ask(first, FIRST_PASS_MS)) === "none";
    const last = isComplete ? first : await look();
    const { connection } = sight.observe();
    // What was not asked as the connection ended is not missing either: over another one the look begins anew.
    if (!last || connection.state !== "connected" || connection.since !== since) return;
    diagnosis = last;
    publisher.begin();
  }

  // Each tier wakes those that its answers concern, so that a change is on the board within the poll that saw it.
  const suspecting = startLoop(
    LOOK_EVERY_MS,
    whenLooked((known) => questioning.ask(known), []),
    onError,
  );
  const naming = startLoop(LOOK_EVERY_MS, whenLooked(askNames, []), onError);
  const detailing = startLoop(LOOK_EVERY_MS, whenLooked(details.ask, [naming]), onError);
  const polling = startLoop(pollInterval, poll, onError);
  // Time alone changes the board too: what settles becomes what it is, and what is not answered becomes stale.
  const ticking = startLoop(TICK_MS, async () => publish(), onError);
  const stopListening = wires.system.onStatus(() => {
    publish();
    polling.poke();
  });

  // From a server of another domain other ways lead to the accounts.
  const stopAskingAnew = allOf(wires).map((wire) =>
    wire.onStatus(({ state }) => {
      if (state !== "connected") return;
      names.retry();
      names.hintAll();
      naming.poke();
    }),
  );

  /** The expensive questions wait for the first look, and tell the board what they brought. */
  function whenLooked(task: (known: Diagnosis) => Promise<News>, next: Loop[]): () => Promise<void> {
    return async () => {
      // Without a connection every question would only bring "closed" in the place of what is known.
      if (!diagnosis || wires.system.status().state !== "connected") return;
      const news = await task(diagnosis);
      if (news === "none") return;
      pace.note(news);
      publish();
      if (news === "urgent") for (const loop of next) loop.poke();
    };
  }

  return {
    name,
    store: publisher.store,
    isReady: () => isReady,
    restart() {
      sight.clear();
      servers.clear();
      publisher.restart();
      diagnosis = null;
    },
    async close() {
      isClosed = true;
      for (const stop of [stopListening, ...stopAskingAnew]) stop();
      clearTimeout(waking);
      clearTimeout(between);
      await Promise.all([draw.stop(), closeWires(wires)]);
      await Promise.all([polling, detailing, naming, suspecting, ticking].map((loop) => loop.stop()));
      await Promise.all([looking, diagnosing]);
    },
  };
}
