import type { Board } from "../model/board.ts";
import type { ContextConfig, Target } from "../model/context.ts";
import type { Diagnosis } from "../model/diagnose.ts";
import type { ObservedServer } from "../model/observation.ts";
import { blindlySettling, type Question, questionKey, questionsOf } from "../model/suspects.ts";
import { runsJetStream } from "../model/topology.ts";
import type { Wire } from "../nats/wire.ts";
import { type BookedAccount, saysTheSame } from "./account-book.ts";
import { askQuestion, forgetAnswers } from "./ask-accounts.ts";
import { askNames, noteNoWay } from "./ask-names.ts";
import { askDetail, askRound } from "./ask-system.ts";
import { createBackOff } from "./back-off.ts";
import { createBudget } from "./budget.ts";
import { createDiagnosisPace, type News } from "./diagnosis-pace.ts";
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
/** What details may cost the system, packed bytes: little ones come every 10 s, 14 MB of them come round in a minute. */
const DETAIL_BYTES = { perSecond: 256 * 1024, most: 16 * 1024 * 1024 };
/** What lists of names may, requests. */
const NAME_REQUESTS = { perSecond: 20, most: 800 };
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
  const dueDetails = new Set<string>();
  /** Names from before this moment (ms) are due. */
  let namesDueSince = 0;
  let looking: Promise<void> | null = null;
  const pace = createDiagnosisPace(() => performance.now());
  const detailBytes = createBudget(DETAIL_BYTES, Date.now);
  const nameRequests = createBudget(NAME_REQUESTS, Date.now);
  let suspects: { of: Diagnosis["assets"]; questions: Question[] } | null = null;

  function publish(): void {
    const isReady = diagnosis !== null;
    const isDue = pace.isDue(diagnosis?.isSettling ?? false);
    const publishing = () => publisher.publish(sight.observe(), sight.observedAt(), { isReady, isDue });
    const published = isReady && isDue ? pace.measured(publishing) : publishing();
    if (diagnosis) diagnosis = published;
  }

  async function poll(): Promise<void> {
    const round = await askRound(wires.system, sight.servers, {
      pollInterval,
      withHealth: rounds++ % ROUNDS_PER_HEALTH === 0,
    });
    sight.noteRound(round);
    if (round.changes) followUp(round.changes);
    // Polls go on meanwhile: the details of a large system take longer than servers may be silent.
    if (round.changes && !diagnosis) looking ??= firstLook().catch(onError).finally(endLook);
    publish();
    hasPolled ||= looking === null;
  }

  function endLook(): void {
    looking = null;
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
    pace.note("urgent");
    namesDueSince = Date.now();
    backOff.reset("");
  }

  /** All tiers once, before anything is said of any asset: what was not asked yet is not missing. */
  async function firstLook(): Promise<void> {
    await askDetails();
    await untilDecided(wires, CONNECT_MS);
    await askAllNames();
    const first = publisher.preview(sight.observe());
    await askSuspects(first);
    diagnosis = first;
    pace.note("urgent");
  }

  /** Like the two below, returns what its answers mean for the diagnosis. */
  async function askDetails(): Promise<News> {
    const unsettled = diagnosis?.isSettling ? blindlySettling(sight.observe(), diagnosis) : new Set();
    const isUrgent = ({ identity }: ObservedServer): boolean =>
      dueDetails.has(identity.id) || unsettled.has(identity.domain);
    const due = sight.servers.servers().filter((server) => isDetailDue(server, unsettled.has(server.identity.domain)));
    const urgent = new Set(due.filter(isUrgent));
    const known = new Set(due.map(({ identity }) => identity.id));
    for (const id of dueDetails) if (!known.has(id)) dueDetails.delete(id);
    due.sort((a, b) => Number(urgent.has(b)) - Number(urgent.has(a)) || (a.detail?.at ?? 0) - (b.detail?.at ?? 0));
    let news: News = "none";
    await inParallel(due, DETAILS_AT_ONCE, async (server) => {
      const need = urgent.has(server) ? "urgent" : "routine";
      if (server.detail !== null && !detailBytes.allows(need)) return;
      dueDetails.delete(server.identity.id);
      detailBytes.spend(await askDetail(wires.system, sight.servers, server.identity.id));
      if (news !== "urgent") news = need;
    });
    if (news !== "none") sight.discoverAccounts();
    return news;
  }

  function isDetailDue(server: ObservedServer, isUnsettled: boolean): boolean {
    const { identity, detail } = server;
    if (!server.isAnswering || !runsJetStream(server)) return false;
    const hold = isUnsettled ? UNSETTLED_DETAILS_HOLD_MS : DETAILS_HOLD_MS;
    return dueDetails.has(identity.id) || detail === null || Date.now() - detail.at >= hold;
  }

  async function askAllNames(): Promise<News> {
    const due = sight.accounts().filter(areNamesDueOf);
    due.sort((a, b) => (a.names?.at ?? 0) - (b.names?.at ?? 0));
    let news: News = "none";
    await inParallel(due, QUESTIONS_AT_ONCE, async (account) => {
      const before = { ...account };
      const need = account.names === null || account.names.at <= namesDueSince ? "urgent" : "routine";
      if (account.names !== null && !nameRequests.allows(need)) return;
      const ways = sight.waysTo(account);
      if (ways.length === 0) noteNoWay(account, sight.whyNoWay(account));
      else if (await askNames(account, ways, wayBackOff, sight.isClustered(account.domain))) nameRequests.spend(1);
      if (!saysTheSame(before, account)) news = "urgent";
    });
    return news;
  }

  function areNamesDueOf({ names }: BookedAccount): boolean {
    if (names === null || names.at <= namesDueSince) return true;
    const isPassing = !names.ok && names.fault !== "timeout" && names.fault !== "unavailable";
    // Of ways that lead nowhere the back-off says when they are due.
    return isPassing || Date.now() - names.at >= NAMES_HOLD_MS;
  }

  async function askSuspects(known: Diagnosis): Promise<News> {
    if (suspects?.of !== known.assets) {
      suspects = { of: known.assets, questions: questionsOf(sight.observe(), known) };
      const keys = new Set(suspects.questions.map(questionKey));
      backOff.keepOnly(keys);
      for (const account of sight.accounts()) forgetAnswers(account, keys);
    }
    const due = suspects.questions.filter((question) => backOff.isDue(questionKey(question), Date.now()));
    await inParallel(due, QUESTIONS_AT_ONCE, ask);
    return due.length > 0 ? "urgent" : "none";
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
      namesDueSince = Date.now();
      naming.poke();
    }),
  );

  /** The dear questions wait for the first look, and tell the board what they brought. */
  function whenLooked(task: (known: Diagnosis) => Promise<News>): () => Promise<void> {
    return async () => {
      // Without a connection every question would only bring "closed" in the place of what is known.
      if (!diagnosis || wires.system.status().state !== "connected") return;
      const news = await task(diagnosis);
      if (news === "none") return;
      pace.note(news);
      publish();
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
      await looking;
    },
  };
}
