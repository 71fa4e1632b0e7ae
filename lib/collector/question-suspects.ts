import { accountKey, type Cases, NO_CASES } from "../model/cases.ts";
import { isSame } from "../model/delta.ts";
import type { Diagnosis } from "../model/diagnose.ts";
import type { ObservedServer } from "../model/observation.ts";
import { answerOf, areSameFault, type Probe } from "../model/probe.ts";
import type { ServerIdentity } from "../model/report.ts";
import { type Question, questionKey, questionsOf } from "../model/suspects.ts";
import type { Wire } from "../nats/wire.ts";
import { isStill } from "./access.ts";
import type { BookedAccount } from "./account-book.ts";
import { answerTo, askQuestion, forgetAnswers, leadersTold } from "./ask-question.ts";
import { createBackOff } from "./back-off.ts";
import { steadyNow } from "./clock.ts";
import type { News } from "./diagnosis-pace.ts";
import { inParallel } from "./in-parallel.ts";
import type { Sight } from "./sight.ts";

const AT_ONCE = 16;
/**
 * How long questions are begun before anything new is looked at, ms: of thousands that nobody answers, each takes
 * seconds.
 */
const PASS_MS = 3_000;

/** Tier 3 of one context. */
export interface Questioning {
  /**
   * Asks the due questions that a diagnosis left open, the one asked longest ago first, for at most `passMs`; returns
   * what the answers mean for the next diagnosis.
   */
  ask(diagnosis: Diagnosis, passMs?: number): Promise<News>;
  /**
   * Something changed, so the answers may too: all questions are due. Where only these servers hold more or less than
   * before, those about assets that are or were on them, or of which nobody knows where they are.
   */
  hint(counted?: readonly ServerIdentity[]): void;
  /** A server came or went: earlier answers may speak of what no longer exists. */
  forget(): void;
  isSuspect(account: BookedAccount): boolean;
}

/**
 * INFO and the like of what does not plainly run: when it appears, then with a back-off up to 30 s; afresh with a hint,
 * when it fails for the first time, and when what it found is refuted.
 */
export function createQuestioning(
  system: Wire,
  sight: Sight,
  /** Servers that lead something by its INFO, but not by their details, ids: these are from before, and so are counts. */
  onUntold: (serverIds: string[]) => void,
): Questioning {
  const backOff = createBackOff(steadyNow);
  let open: { of: Cases; questions: Question[]; accounts: Set<string> } = {
    of: NO_CASES,
    questions: [],
    accounts: new Set(),
  };
  /** When a question that had been answered first failed, ms. */
  const doubts = new Map<string, number>();
  /** The order in which the open questions were last asked. */
  const turns = new Map<string, number>();
  let lastTurn = 0;
  let validFrom = 0;

  function openQuestions(diagnosis: Diagnosis): Question[] {
    if (open.of === diagnosis.cases) return open.questions;
    const questions = questionsOf(sight.observe(), diagnosis);
    const accounts = new Set(questions.map(({ domain, account }) => accountKey(domain, account)));
    // It is no longer where INFO found it, but may run elsewhere by now: ask at once.
    const running = new Set(open.questions.filter(({ isDown }) => !isDown).map(questionKey));
    const down = questions.filter(({ isDown }) => isDown).map(questionKey);
    for (const key of down) if (running.has(key)) backOff.forget(key);
    open = { of: diagnosis.cases, questions, accounts };
    const keys = new Set(questions.map(questionKey));
    backOff.keepOnly(keys);
    for (const each of [doubts, turns]) for (const key of each.keys()) if (!keys.has(key)) each.delete(key);
    for (const account of sight.accounts()) forgetAnswers(account, keys);
    return questions;
  }

  /** True where the answer is another than the last one. */
  async function askOne(question: Question): Promise<boolean> {
    const account = sight.account(question.domain, question.account);
    if (!account) return false;
    const before = answerTo(question, account);
    const way = sight.waysTo(account).find((each) => isStill(account.way, each));
    const key = questionKey(question);
    backOff.asked(key);
    turns.set(key, ++lastTurn);
    const isDoubted = await askQuestion(question, {
      account,
      api: way?.api ?? null,
      system,
      servers: sight.servers.servers().filter(({ isAnswering }) => isAnswering),
      validFrom,
      doubtedAt: doubts.get(key) ?? 0,
    });
    if (!isDoubted) doubts.delete(key);
    else if (!doubts.has(key)) {
      // It may be chance; asking again soon will tell.
      doubts.set(key, Date.now());
      backOff.forget(key);
      backOff.asked(key);
    }
    if (isRepeated(before, answerTo(question, account))) return false;
    const leaders = leadersTold(question, account);
    const untold = sight.servers
      .servers()
      .filter((server) => leaders.includes(server.identity.name) && !tellsOf(server, question));
    if (untold.length > 0) onUntold(untold.map(({ identity }) => identity.id));
    return true;
  }

  return {
    async ask(diagnosis, passMs = PASS_MS) {
      const due = openQuestions(diagnosis).filter((question) => backOff.isDue(questionKey(question)));
      const turnOf = (question: Question): number => turns.get(questionKey(question)) ?? 0;
      due.sort((a, b) => turnOf(a) - turnOf(b));
      let news: News = due.length > 0 ? "routine" : "none";
      const ask = async (question: Question): Promise<void> => {
        if (await askOne(question)) news = "urgent";
      };
      await inParallel(due, AT_ONCE, ask, passMs);
      return news;
    },
    hint(counted) {
      if (!counted) return backOff.clear();
      for (const question of open.questions) {
        const { domain, hosts } = question;
        const isHost = (server: ServerIdentity): boolean => server.domain === domain && hosts.includes(server.name);
        if (hosts.length === 0 || counted.some(isHost)) backOff.forget(questionKey(question));
      }
    },
    forget() {
      validFrom = Date.now();
    },
    isSuspect: ({ key }) => open.accounts.has(key),
  };
}

/** Whether a server's details say that it leads the asset; while none have come, they will. */
function tellsOf({ identity, detail }: ObservedServer, { domain, account, stream, consumer }: Question): boolean {
  const details = answerOf(detail);
  if (identity.domain !== domain || !details) return true;
  const own = details.streams.find((each) => each.account === account && each.name === stream);
  const report = consumer === null ? own : own?.consumers.find(({ name }) => name === consumer);
  return report?.placement?.leader === identity.name;
}

/** Whether servers say the same again, as of thousands that are offline for hours. Of what runs, when they said so counts. */
function isRepeated(before: Probe<unknown> | undefined, after: Probe<unknown> | undefined): boolean {
  if (before === after) return true;
  if (!before || !after) return false;
  if (!before.ok || !after.ok) return areSameFault(before, after);
  return before.value === after.value || (isRefusal(after.value) && isSame(before.value, after.value));
}

/** Of INFO: no server says that it runs. */
function isRefusal(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(({ kind }) => kind === "offline");
}
