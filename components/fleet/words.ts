import { accountsCount, accountsText, serversText } from "#components/coverage/words.ts";
import { lastKnownText as agedText } from "#components/status/words.ts";
import { clockText, durationText } from "#components/ui/time.ts";
import type { Status } from "#lib/model/board.ts";
import type { SnapshotAnswer } from "./snapshot-query.ts";
import type { FleetMember } from "./use-fleet.ts";

/** What is worst there, in a sentence. */
export function whatText(member: Pick<FleetMember, "answer" | "isLost">): string {
  const { answer, isLost } = member;
  if (!answer) return isLost ? "it cannot be read now" : "waiting for a first answer";
  const worst = worstOf(member)?.title ?? (answer.status === "unknown" ? "its state is not known" : "nothing is wrong");
  return isLost ? `it cannot be read now; last known: ${worst}` : worst;
}

/** Since when it is so, ms since the epoch; null where nothing is wrong or it cannot be read. */
export function sinceOf(member: Pick<FleetMember, "answer" | "isLost">): number | null {
  const worst = member.isLost ? undefined : worstOf(member);
  return worst ? Date.parse(worst.since) : null;
}

/** The finding that names its state; none where nothing is wrong. */
export function worstOf({ answer }: Pick<FleetMember, "answer">) {
  return answer?.findings.find(({ severity }) => severity !== "info");
}

/** How fresh and how much of it: "observed 4 s ago, 3 of 3 servers, 2 of 2 accounts". `now` as Plimsoll has it, ms. */
export function viewText({ answer }: Pick<FleetMember, "answer">, now: number | null): string {
  if (!answer) return "";
  const { observedAt, coverage } = answer;
  const at = observedText(observedAt === null ? null : Date.parse(observedAt), now);
  return `${at}, ${serversText(coverage)}, ${accountsCount(coverage)}`;
}

/**
 * How much of all systems that have answered is seen now: "9 of 12 servers, 6 of 8 accounts observed". What was seen of
 * a system before its state became unknown is not.
 */
export function coverageText(members: { status: Status; answer: Pick<SnapshotAnswer, "coverage"> | null }[]): string {
  const known = members.flatMap(({ answer, status }) => (answer ? [{ status, ...answer.coverage }] : []));
  const seen = known.filter(({ status }) => status !== "unknown");
  const servers = {
    expected: sumOf(known.map((it) => it.servers.expected)),
    answered: sumOf(seen.map((it) => it.servers.answered)),
  };
  const accounts = {
    total: sumOf(known.map((it) => it.accounts.total)),
    observed: sumOf(seen.map((it) => it.accounts.observed)),
  };
  return `${serversText({ servers })}, ${accountsText({ accounts })}`;
}

/** That all is only last known, and how old the newest of it is: "Last known, 12 s old." `now` as Plimsoll has it, ms. */
export function lastKnownText(
  members: { answer: Pick<SnapshotAnswer, "observedAt"> | null }[],
  now: number | null,
): string {
  const seen = members.flatMap(({ answer }) => (answer?.observedAt ? [Date.parse(answer.observedAt)] : []));
  return agedText(now === null || seen.length === 0 ? null : now - Math.max(...seen));
}

function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function observedText(at: number | null, now: number | null): string {
  if (at === null) return "not observed yet";
  return now === null ? `observed at ${clockText(at)}` : `observed ${durationText(now - at)} ago`;
}
