import { consumerKey } from "../model/observation.ts";
import type { Probe } from "../model/probe.ts";
import { type Question, questionKey } from "../model/suspects.ts";
import { consumerInfo, consumerNames, streamInfo } from "../nats/jetstream-api.ts";
import type { JetStreamApi } from "../nats/jetstream-request.ts";
import { streamPlacement } from "../nats/system-api.ts";
import type { Wire } from "../nats/wire.ts";
import { type BookedAccount, keep, keepInfo } from "./account-book.ts";

/** An unsupported member answers after 500 ms; whoever takes longer than this never answers. */
const INFO_TIMEOUT_MS = 2_500;
/** How long to wait for refusals after the leader's answer. */
const LINGER_MS = 900;
const PLACEMENT_TIMEOUT_MS = 1_500;

/** What a question needs to be asked. */
export interface Asking {
  account: BookedAccount;
  /** Null where the account has no access, or not by the way that answered before. */
  api: JetStreamApi | null;
  system: Wire;
  /** Servers that should answer a question put to all. */
  serverIds: ReadonlySet<string>;
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
    const expected = { count: null, ids: asking.serverIds };
    const options = { timeout: PLACEMENT_TIMEOUT_MS, expected };
    const placement = await streamPlacement(asking.system, account.id, stream, options);
    return keep(account.placements, stream, placement, validFrom);
  }
  if (!api) return false;
  if (question.kind === "stream-info")
    return keepInfo(account.streams, stream, await streamInfo(api, stream, info), asking);
  if (consumer === null) return keep(account.consumerNames, stream, await consumerNames(api, stream), validFrom);
  const key = consumerKey(stream, consumer);
  return keepInfo(account.consumers, key, await consumerInfo(api, stream, consumer, info), asking);
}

/** What was last answered to a question, or why nothing was. */
export function answerTo({ kind, stream, consumer }: Question, account: BookedAccount): Probe<unknown> | undefined {
  if (kind === "placement") return account.placements.get(stream);
  if (kind === "stream-info") return account.streams.get(stream);
  return consumer === null ? account.consumerNames.get(stream) : account.consumers.get(consumerKey(stream, consumer));
}

/** Forgets the answers about assets that are no longer asked about: they run, or are gone. */
export function forgetAnswers(account: BookedAccount, questions: ReadonlySet<string>): void {
  const { streams, consumerNames, placements, consumers } = account;
  // Most accounts have no answers.
  if (streams.size + consumerNames.size + placements.size + consumers.size === 0) return;
  const isAsked = (kind: Question["kind"], stream: string, consumer: string | null): boolean =>
    questions.has(questionKey({ ...account, kind, stream, consumer }));
  dropUnasked(streams, (stream) => isAsked("stream-info", stream, null));
  dropUnasked(consumerNames, (stream) => isAsked("consumer-names", stream, null));
  dropUnasked(placements, (stream) => isAsked("placement", stream, null));
  dropUnasked(consumers, (key) => {
    const [stream = "", consumer = ""] = key.split("\0");
    return isAsked("consumer-info", stream, consumer);
  });
}

function dropUnasked(answers: Map<string, unknown>, isAsked: (key: string) => boolean): void {
  for (const key of answers.keys()) if (!isAsked(key)) answers.delete(key);
}
