import { expect, test } from "vitest";
import { answersIn, createAccountBook, keep, keepInfo } from "#lib/collector/account-book.ts";
import type { StreamAnswers } from "#lib/model/observation.ts";
import type { Fault, Probe } from "#lib/model/probe.ts";
import { ok, streamReport } from "../model/observed.ts";

const found: StreamAnswers = [{ kind: "found", value: streamReport("S") }];
const refused: StreamAnswers = [{ kind: "offline", reason: "stopped", raw: "stream is offline: stopped" }];

/** An answer of second 10, then this fault at second 40. */
function kept(answer: StreamAnswers, fault: Fault, { validFrom = 0, doubtedAt = 0 }): boolean {
  const answers = new Map<string, Probe<StreamAnswers>>([["S", ok(answer, 10_000)]]);
  const isKept = keepInfo(answers, "S", { ok: false, fault, message: fault, at: 40_000 }, { validFrom, doubtedAt });
  expect(answers.get("S")?.ok).toBe(isKept);
  return isKept;
}

test.each<{
  what: string;
  answer: StreamAnswers;
  fault: Fault;
  doubtedAt?: number;
  validFrom?: number;
  isKept: boolean;
}>([
  { what: "found, and one answer is missing", answer: found, fault: "timeout", isKept: true },
  { what: "found, and two are missing", answer: found, fault: "timeout", doubtedAt: 38_000, isKept: false },
  { what: "found, and is leaderless twice", answer: found, fault: "unavailable", doubtedAt: 38_000, isKept: false },
  { what: "found after the last doubt", answer: found, fault: "timeout", doubtedAt: 9_000, isKept: true },
  { what: "found, and there is no way to ask", answer: found, fault: "closed", doubtedAt: 38_000, isKept: true },
  { what: "refused, and two answers are missing", answer: refused, fault: "timeout", doubtedAt: 38_000, isKept: true },
  { what: "refused by a server that is no more", answer: refused, fault: "timeout", validFrom: 20_000, isKept: false },
])("an answer is kept: $isKept, where an asset was $what", ({ answer, fault, isKept, ...since }) => {
  expect(kept(answer, fault, since)).toBe(isKept);
});

test("whatever is answered takes the place of what was answered before", () => {
  const answers = new Map<string, Probe<StreamAnswers>>([["S", ok(found, 10_000)]]);
  expect(keepInfo(answers, "S", ok(refused, 40_000), { validFrom: 0, doubtedAt: 0 })).toBe(false);
  expect(answers.get("S")).toEqual(ok(refused, 40_000));
});

test("what is observed of accounts is the same object until something was answered, and what was observed stays", () => {
  const book = createAccountBook();
  const account = book.entry(null, "APP");
  book.entry(null, "OTHER");
  const before = book.observed();
  expect(book.observed()).toBe(before);
  keep(answersIn(account).streams, "S", ok(found), 0);
  const after = book.observed();
  expect(after).not.toBe(before);
  expect(after.map((each, index) => each === before[index])).toEqual([false, true]);
  expect(before[0]?.streams.size).toBe(0);
  expect(after[0]?.streams.get("S")).toEqual(ok(found));
  keep(answersIn(account).streams, "S", ok(refused), 0);
  expect(after[0]?.streams.get("S")).toEqual(ok(found));
  book.remove(account);
  expect(book.observed()).toEqual([after[1]]);
});
