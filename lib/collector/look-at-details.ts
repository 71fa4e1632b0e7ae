import type { Diagnosis } from "../model/diagnose.ts";
import type { ObservedServer } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";
import { blindlySettling } from "../model/suspects.ts";
import { runsJetStream } from "../model/topology.ts";
import type { Wire } from "../nats/wire.ts";
import { askChanges } from "./ask-changes.ts";
import { askDetail } from "./ask-system.ts";
import { createBackOff } from "./back-off.ts";
import { type BudgetOptions, createBudget } from "./budget.ts";
import { ageOf, steadyNow } from "./clock.ts";
import type { News } from "./diagnosis-pace.ts";
import { type Hold, holdOf } from "./holds.ts";
import { inParallel } from "./in-parallel.ts";
import { inTurns } from "./in-turns.ts";
import { type ServerNamed, shareAccounts, shareConfigs } from "./share-reports.ts";
import type { Sight } from "./sight.ts";
import { createSpread } from "./spread.ts";
import { type AccountsOfDomain, changedAccounts } from "./stream-changes.ts";

/** How old details may be where something settles of which only they can tell how it ends, ms. */
const UNSETTLED_HOLD_MS = 2_000;
const AT_ONCE = 4;
/** Of these at most so many are taken up by servers that hang: the others always have some to themselves. */
const HUNG_AT_ONCE = 2;
/** So long a pass begins questions and waits for answers, ms: who takes longer hangs. */
const PASS_MS = 3_000;
/** A server whose turn is so many rounds ago is late: what changes elsewhere again and again may spend all there is. */
const LATE_AFTER_ROUNDS = 2;

/** Tier 1 of one context. */
export interface DetailLook {
  /**
   * Asks the servers whose details are due, for a few seconds, or without a diagnosis until all have answered but those
   * that hang; tells what the answers that came since the last time mean for the next one.
   */
  ask(diagnosis: Diagnosis | null): Promise<News>;
  /** Something changed on these servers: theirs are due at once. */
  hint(serverIds: Iterable<string>): void;
  /** These servers hold more or less than before: what differs is due at once. */
  hintCounts(serverIds: Iterable<string>): void;
}

export interface DetailOptions {
  bytes: BudgetOptions;
  hold: Hold;
  /** Told of the accounts of which a server now has different streams. */
  onStreams(changed: AccountsOfDomain): void;
  /** Told as soon as one server has answered what was hinted at: the board need not wait for the others of its pass. */
  onUrgent(): void;
}

/**
 * JSZ of one server with streams, consumers and config. Due at once with a hint; else every 10 s in a small system, and
 * in turn in a large one, where that would cost too much. Where only the counts of a server in a large system have
 * changed, its streams are first asked for in short, and then the accounts in which they differ.
 */
export function createDetailLook(
  wire: Wire,
  sight: Sight,
  { bytes, hold: pace, onStreams, onUrgent }: DetailOptions,
): DetailLook {
  const hinted = new Set<string>();
  const counted = new Set<string>();
  const budget = createBudget(bytes, steadyNow);
  const spread = createSpread(steadyNow);
  /** Each server's last details that were asked for whole: packed bytes, and when they came. */
  const wholes = new Map<string, { bytes: number; at: number }>();
  /** Of servers whose details could not be had: to be asked again and again for a reply of 200 MB helps nobody. */
  const failed = createBackOff(steadyNow);
  /** Servers that hang: they have taken longer than a pass, and did not answer since. Where storage does, STATSZ still comes. */
  const hung = new Set<string>();
  /** Servers that have not answered yet, and when they were asked, ms. */
  const underWay = new Map<string, number>();
  /** What was answered and not told of yet. */
  let news: News = "none";

  async function ask(diagnosis: Diagnosis | null): Promise<News> {
    const unsettled = diagnosis?.isSettling ? blindlySettling(sight.observe(), diagnosis) : new Set();
    const servers = sight.servers.servers();
    keepOnly(servers);
    noteHung(servers, diagnosis === null);
    const cost = [...wholes.values()].reduce((sum, { bytes: size }) => sum + size, 0);
    const hold = holdOf(pace, cost);
    // Where it costs very much, the budget does not let all come round within their hold.
    const round = Math.max(hold, (cost / bytes.perSecond) * 1_000);
    const isLarge = hold > pace.least;
    const isUnsettled = ({ identity }: ObservedServer): boolean => unsettled.has(identity.domain);
    const isUrgent = (server: ObservedServer): boolean => isHinted(server) || isUnsettled(server);
    const isLate = (server: ObservedServer): boolean =>
      server.detail !== null && ageOf(wholeAt(server)) >= LATE_AFTER_ROUNDS * round;
    const due = servers.filter((server) => isDue(server, isUnsettled(server) ? UNSETTLED_HOLD_MS : hold));
    const urgent = new Set(due.filter(isUrgent));
    const mayBeShort = ({ identity, detail }: ObservedServer): boolean =>
      isLarge && detail?.ok === true && counted.has(identity.id);
    const rankOf = (server: ObservedServer): number =>
      isLate(server) ? 0 : mayBeShort(server) ? 1 : urgent.has(server) ? 2 : 3;
    const lastAt = (server: ObservedServer): number => (isLate(server) ? wholeAt(server) : (server.detail?.at ?? 0));
    due.sort((a, b) => rankOf(a) - rankOf(b) || lastAt(a) - lastAt(b));

    function howToAsk(server: ObservedServer): "whole" | "short" | "not now" {
      const { id } = server.identity;
      if (server.detail === null) return "whole";
      const inTurn = isLate(server) ? "urgent" : "routine";
      if (isLarge && ageOf(wholeAt(server)) >= hold && spread.isOpen() && budget.allows(inTurn)) {
        spread.take((round * (wholes.get(id)?.bytes ?? 0)) / cost);
        return "whole";
      }
      // Where all of a server was to be asked for, and there is no budget for it, what is new in short need not wait.
      if (mayBeShort(server) && !(hinted.has(id) && budget.allows("costly"))) {
        return budget.allows("urgent") ? "short" : "not now";
      }
      const mayBeWhole = urgent.has(server)
        ? budget.allows(isLarge ? "costly" : "urgent")
        : !isLarge && budget.allows(inTurn);
      return mayBeWhole ? "whole" : "not now";
    }

    async function askInTurn(server: ObservedServer): Promise<void> {
      const { id } = server.identity;
      // Who fell silent since would only let the others wait.
      if (!sight.servers.server(id)?.isAnswering) return;
      const how = howToAsk(server);
      if (how === "not now") return;
      underWay.set(id, steadyNow());
      await askOne(server, how === "short").finally(() => underWay.delete(id));
      // Those of all servers at once would keep everybody waiting.
      await inTurns(sight.enterAccounts());
      if (news !== "urgent") news = urgent.has(server) ? "urgent" : "routine";
      if (diagnosis && urgent.has(server)) onUrgent();
    }

    const isHung = ({ identity }: ObservedServer): boolean => hung.has(identity.id);
    const [slow, prompt] = [due.filter(isHung), due.filter((server) => !isHung(server))];
    if (diagnosis) {
      const waiting = [...underWay.keys()].filter((id) => hung.has(id)).length;
      const free = AT_ONCE - (underWay.size - waiting) - Math.min(HUNG_AT_ONCE, waiting);
      const forSlow = Math.max(0, Math.min(free, HUNG_AT_ONCE - waiting, slow.length));
      await Promise.all([
        noLongerThan(PASS_MS, inParallel(prompt, free - forSlow, askInTurn, PASS_MS)),
        // What they say in the end is told the next time: the others do not wait for it.
        noLongerThan(0, inParallel(slow.slice(0, forSlow), forSlow, askInTurn)),
      ]);
    } else {
      await inParallel(prompt, AT_ONCE, askInTurn);
      await noLongerThan(PASS_MS, inParallel(slow, AT_ONCE, askInTurn, PASS_MS));
    }
    const told = news;
    news = "none";
    if (told !== "none") sight.discoverAccounts();
    return told;
  }

  const isHinted = ({ identity }: ObservedServer): boolean => hinted.has(identity.id) || counted.has(identity.id);

  async function askOne({ identity: { id, domain }, detail }: ObservedServer, isShort: boolean): Promise<void> {
    const hints: Set<string>[] = counted.delete(id) ? [counted] : [];
    const changes = isShort ? await askChanges(wire, sight.servers, id) : null;
    if (changes) budget.spend(changes.bytes);
    // What is new in short does not follow a hint at all of it.
    if (!changes?.isEnough && hinted.delete(id)) hints.push(hinted);
    const whole = changes?.isEnough ? null : await askDetail(wire, sight.servers, id);
    if (whole?.fault === "closed") {
      // The connection ended, the server did not fail: its hints wait for the next one.
      for (const each of hints) each.add(id);
      return;
    }
    if (whole && whole.fault !== null) {
      // What it cost is no measure for the others.
      failed.asked(id);
      if (whole.fault === "timeout") hung.add(id);
      else hung.delete(id);
      if (isShort || hints.length > 0) hinted.add(id);
      return;
    }
    failed.forget(id);
    hung.delete(id);
    if (whole?.fault === null) wholes.set(id, { bytes: whole.bytes, at: Date.now() });
    // What a server says first has to be known, whatever it costs.
    if (whole && detail !== null) budget.spend(whole.bytes);
    const [before, after] = [answerOf(detail), answerOf(sight.servers.server(id)?.detail)];
    if (after && after !== before) {
      const servers = sight.servers.servers().filter((each) => each.identity.domain === domain);
      await inTurns(shareConfigs(after, before, namedIn(servers)));
      shareAccounts(
        after,
        servers.flatMap(({ detail: known }) => answerOf(known) ?? []).filter((each) => each !== after),
      );
    }
    if (before && after) onStreams({ domain, accounts: changedAccounts(before, after) });
  }

  function isDue(server: ObservedServer, hold: number): boolean {
    const { identity, detail } = server;
    if (!server.isAnswering || !runsJetStream(server) || underWay.has(identity.id)) return false;
    if (!failed.isDue(identity.id)) return false;
    return isHinted(server) || detail === null || ageOf(wholeAt(server)) >= hold;
  }

  /** What was looked at in short says nothing of configurations, replicas and leaders of consumers. */
  const wholeAt = ({ identity }: ObservedServer): number => wholes.get(identity.id)?.at ?? Number.NEGATIVE_INFINITY;

  function noteHung(servers: ObservedServer[], isFirst: boolean): void {
    for (const [id, askedAt] of underWay) if (steadyNow() - askedAt >= PASS_MS) hung.add(id);
    // Nobody was asked yet, but who has not even counted its streams when all were asked will hardly list them.
    const uncounted = isFirst ? sight.servers.moved() : [];
    if (uncounted.length < servers.length) for (const { id } of uncounted) hung.add(id);
  }

  /** Of servers that are gone, or run no JetStream any more, nothing is due. */
  function keepOnly(servers: ObservedServer[]): void {
    const known = new Set(servers.filter(runsJetStream).map(({ identity }) => identity.id));
    // One that fell silent may be another by the time it answers.
    failed.keepOnly(new Set(servers.filter(({ isAnswering }) => isAnswering).map(({ identity }) => identity.id)));
    for (const hints of [hinted, counted]) for (const id of hints) if (!known.has(id)) hints.delete(id);
    for (const id of wholes.keys()) if (!known.has(id)) wholes.delete(id);
    for (const id of hung) if (!known.has(id)) hung.delete(id);
  }

  return {
    ask,
    hint(serverIds) {
      for (const id of serverIds) hinted.add(id);
    },
    hintCounts(serverIds) {
      for (const id of serverIds) counted.add(id);
    },
  };
}

/** Waits for what goes on by itself, ms at most. */
async function noLongerThan(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, end]).finally(() => clearTimeout(timer));
}

/** Of servers that share a name, which they should not, any: what is not equal is not shared. */
function namedIn(servers: ObservedServer[]): ServerNamed {
  const names = new Map(servers.map((each) => [each.identity.name, each]));
  return (name) => names.get(name);
}
