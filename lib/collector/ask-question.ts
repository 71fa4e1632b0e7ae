import { isSame } from "../model/delta.ts";
import { consumerKey, type ObservedServer } from "../model/observation.ts";
import type { Probe } from "../model/probe.ts";
import type { StreamPlacementReport } from "../model/report.ts";
import { type Question, questionKey } from "../model/suspects.ts";
import { consumerInfo, consumerNames, streamInfo } from "../nats/jetstream-api.ts";
import type { JetStreamApi } from "../nats/jetstream-request.ts";
import { streamPlacement } from "../nats/system-api.ts";
import type { Wire } from "../nats/wire.ts";
import { answersIn, type BookedAccount, keep, keepInfo } from "./account-book.ts";

/** An unsupported member answers after 500 ms; whoever takes longer than this never answers. */
const INFO_TIMEOUT_MS = 2_500;
/** How long to wait for refusals after the leader's answer. */
const LINGER_MS = 900;
const PLACEMENT_TIMEOUT_MS = 1_500;
/** How long it holds which of all servers are assigned a stream while these confirm it, ms. */
const PLACED_MS = 5 * 60_000;

/** What a question needs to be asked. */
export interface Asking {
  account: BookedAccount;
  /** Null where the account has no access, or not by the way that answered before. */
  api: JetStreamApi | null;
  system: Wire;
  /** Those that answer. */
  servers: ObservedServer[];
  /** Answers from before this moment (ms) no longer hold where a new question fails. */
  validFrom: number;
  /** When this question, which had been answered, first failed, ms; 0 where it did not. */
  doubtedAt: number;
}

/** Tier 3: one question about one suspect. True where it fails, and what was answered before is kept. */
export async function askQuestion(question: Question, asking: Asking): Promise<boolean> {
  const { account, api, validFrom } = asking;
  const { stream, consumer } = question;
  const info = { timeout: INFO_TIMEOUT_MS, ...(question.lingers && { linger: LINGER_MS }) };
  if (question.kind === "placement") {
    const placement = await askPlacement(stream, asking);
    return keep(answersIn(account).placements, stream, placement, validFrom);
  }
  if (!api) return false;
  if (question.kind === "stream-info") {
    const found = await streamInfo(api, stream, info);
    return keepInfo(answersIn(account).streams, stream, found, asking);
  }
  if (consumer === null) {
    const names = await consumerNames(api, stream);
    return keep(answersIn(account).consumerNames, stream, names, validFrom);
  }
  const found = await consumerInfo(api, stream, consumer, info);
  return keepInfo(answersIn(account).consumers, consumerKey(stream, consumer), found, asking);
}

/**
 * Where all servers were asked a short while ago, only those that are assigned the stream: of a thousand streams that are
 * offline, hundreds of servers would have to answer about each. Where one no longer says so, all are asked.
 */
async function askPlacement(stream: string, asking: Asking): Promise<Probe<StreamPlacementReport>> {
  const { account, servers, validFrom } = asking;
  const timeout = PLACEMENT_TIMEOUT_MS;
  const ask = (ids: string[], serverName?: string): Promise<Probe<StreamPlacementReport>> =>
    streamPlacement(asking.system, account.id, stream, {
      timeout,
      expected: { count: null, ids },
      ...(serverName !== undefined && { serverName }),
    });
  const known = account.answers?.placements.get(stream);
  if (known?.ok && known.value.askedAt >= Math.max(validFrom, Date.now() - PLACED_MS)) {
    const { assigned } = known.value;
    const members = servers.filter(({ identity }) => assigned.includes(identity.id));
    const told = await Promise.all(members.map(({ identity: { id, name } }) => ask([id], name)));
    const confirmed = assigned.filter((id) => told.some((each) => each.ok && each.value.assigned.includes(id)));
    if (assigned.length > 0 && confirmed.length === assigned.length) {
      const words = new Map(told.flatMap((each) => (each.ok ? [...each.value.words] : [])));
      const value = isSame([...words], [...known.value.words]) ? known.value : { ...known.value, words };
      return { ok: true, value, at: Date.now() };
    }
  }
  return ask(servers.map(({ identity }) => identity.id));
}

/** What was last answered to a question, or why nothing was. */
export function answerTo({ kind, stream, consumer }: Question, { answers }: BookedAccount): Probe<unknown> | undefined {
  if (kind === "placement") return answers?.placements.get(stream);
  if (kind === "stream-info") return answers?.streams.get(stream);
  return consumer === null ? answers?.consumerNames.get(stream) : answers?.consumers.get(consumerKey(stream, consumer));
}

/** Forgets the answers about assets that are no longer asked about: they run, or are gone. */
export function forgetAnswers(account: BookedAccount, questions: ReadonlySet<string>): void {
  if (!account.answers) return;
  const { streams, consumerNames, placements, consumers } = account.answers;
  const isAsked = (kind: Question["kind"], stream: string, consumer: string | null): boolean =>
    questions.has(questionKey({ ...account, kind, stream, consumer }));
  dropUnasked(streams, (stream) => isAsked("stream-info", stream, null));
  dropUnasked(consumerNames, (stream) => isAsked("consumer-names", stream, null));
  dropUnasked(placements, (stream) => isAsked("placement", stream, null));
  dropUnasked(consumers, (key) => {
    const [stream = "", consumer = ""] = key.split("\0");
    return isAsked("consumer-info", stream, consumer);
  });
  if (streams.size + consumerNames.size + placements.size + consumers.size === 0) account.answers = null;
}

function dropUnasked(answers: Map<string, unknown>, isAsked: (key: string) => boolean): void {
  for (const key of answers.keys()) if (!isAsked(key)) answers.delete(key);
}
