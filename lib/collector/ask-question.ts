import { isSame } from "../model/delta.ts";
import { type ConsumerAnswers, consumerKey, type ObservedServer, type StreamAnswers } from "../model/observation.ts";
import { answerOf, type Probe } from "../model/probe.ts";
import type { ServerIdentity, StreamPlacementReport } from "../model/report.ts";
import { type Question, questionKey } from "../model/suspects.ts";
import { consumerInfo, consumerNames, streamInfo } from "../nats/jetstream-api.ts";
import type { JetStreamApi } from "../nats/jetstream-request.ts";
import { streamPlacement } from "../nats/system-api.ts";
import type { Wire } from "../nats/wire.ts";
import { type AccountAnswers, answersIn, type BookedAccount, keep, keepInfo } from "./account-book.ts";

/** An unsupported member answers after 500 ms; whoever takes longer than this never answers. */
const INFO_TIMEOUT_MS = 2_500;
/** How long to wait for refusals after the leader's answer. */
const LINGER_MS = 900;
const PLACEMENT_TIMEOUT_MS = 1_500;
/** How long it holds which servers are assigned a stream while these confirm it, ms. */
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
    const placement = await askPlacement(question, asking);
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
 * First only the servers that are assigned the stream, for all that is known: of a thousand streams that are offline,
 * hundreds of servers would have to answer about each. Where one does not say so, and again after some minutes, all.
 */
async function askPlacement(question: Question, asking: Asking): Promise<Probe<StreamPlacementReport>> {
  const { account, servers, validFrom } = asking;
  const ask = (ids: string[], serverName?: string): Promise<Probe<StreamPlacementReport>> =>
    streamPlacement(asking.system, account.id, question.stream, {
      timeout: PLACEMENT_TIMEOUT_MS,
      expected: { count: null, ids },
      ...(serverName !== undefined && { serverName }),
    });
  const known = answerOf(account.answers?.placements.get(question.stream));
  const isOld = known !== null && known.askedAt < Math.max(validFrom, Date.now() - PLACED_MS);
  const members = isOld ? [] : membersOf(question, known, servers);
  const told = await Promise.all(members.map(({ id, name }) => ask([id], name)));
  const areConfirmed = members.every(({ id }, index) => answerOf(told[index])?.assigned.includes(id));
  if (members.length === 0 || !areConfirmed) return ask(servers.map(({ identity }) => identity.id));
  const words = new Map(told.flatMap((each) => [...(answerOf(each)?.words ?? [])]));
  const value = known ?? { askedAt: Date.now(), assigned: members.map(({ id }) => id), unassigned: [], words };
  return { ok: true, value: isSame([...words], [...value.words]) ? value : { ...value, words }, at: Date.now() };
}

/** Those that said that they are assigned a stream, or else that hosted it; none where not all of them answer. */
function membersOf(
  { domain, hosts }: Question,
  known: StreamPlacementReport | null,
  servers: ObservedServer[],
): ServerIdentity[] {
  const identities = servers.map(({ identity }) => identity);
  if (known) {
    const members = identities.filter(({ id }) => known.assigned.includes(id));
    return members.length === known.assigned.length ? members : [];
  }
  const members = identities.filter((server) => server.domain === domain && hosts.includes(server.name));
  return members.length === new Set(hosts).size ? members : [];
}

/** What was last answered to a question, or why nothing was. */
export function answerTo(question: Question, account: BookedAccount): Probe<unknown> | undefined {
  const { kind, stream } = question;
  if (kind === "placement") return account.answers?.placements.get(stream);
  return kind === "consumer-names" ? account.answers?.consumerNames.get(stream) : infoTo(question, account);
}

function infoTo(
  { kind, stream, consumer }: Question,
  { answers }: BookedAccount,
): Probe<StreamAnswers | ConsumerAnswers> | undefined {
  if (kind === "stream-info") return answers?.streams.get(stream);
  return consumer === null ? undefined : answers?.consumers.get(consumerKey(stream, consumer));
}

/** Who leads an asset by what INFO last said of it, names; none where it was not asked, or found none. */
export function leadersTold(question: Question, account: BookedAccount): string[] {
  const told = answerOf(infoTo(question, account)) ?? [];
  return told.flatMap((each) => (each.kind === "found" ? (each.value.placement?.leader ?? []) : []));
}

/** Forgets the answers about assets that are no longer asked about: they run, or are gone. */
export function forgetAnswers(account: BookedAccount, questions: ReadonlySet<string>): void {
  if (account.answers) forget(account, account.answers, questions);
}

function forget(
  account: BookedAccount,
  { streams, consumerNames, placements, consumers }: AccountAnswers,
  questions: ReadonlySet<string>,
): void {
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
