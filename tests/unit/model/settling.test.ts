import { expect, test } from "vitest";
import type { AssetState } from "#lib/model/asset.ts";
import { inferReason, type ReasonKind } from "#lib/model/reason.ts";
import type { StreamReport } from "#lib/model/report.ts";
import { settle } from "#lib/model/settling.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { NOW } from "./observed.ts";

function verdict(
  state: Verdict<StreamReport>["state"],
  isTransient: boolean,
  kind?: ReasonKind,
): Verdict<StreamReport> {
  const reason = kind ? inferReason(kind, "because") : null;
  const rest = { silentSince: null, leader: null, replicas: [], isUnsure: false, report: null, reportedAt: null };
  return { state, isTransient, reason, ...rest };
}

function before(state: AssetState, troubledSince: number | null = null) {
  return { asset: { state, since: 1 }, troubledSince };
}

test.each([
  { what: "a stream that just lost its leader settles", from: "online", to: "unavailable", for: 0, want: "settling" },
  { what: "and is unavailable after 6 s", from: "settling", to: "unavailable", for: 6_000, want: "unavailable" },
  { what: "not before", from: "settling", to: "unavailable", for: 5_999, want: "settling" },
  {
    what: "what was offline is not settling but down",
    from: "offline",
    to: "unavailable",
    for: 0,
    want: "unavailable",
  },
  { what: "nor what was unavailable", from: "unavailable", to: "unavailable", for: 0, want: "unavailable" },
  { what: "degraded stays so with another cause", from: "degraded", to: "degraded", for: 0, want: "degraded" },
  { what: "degraded may settle over an election", from: "degraded", to: "unavailable", for: 0, want: "settling" },
] as const)("$what", ({ from, to, for: ms, want }) => {
  const known = before(from, ms > 0 ? NOW - ms : null);
  expect(settle(verdict(to, true), known, true, NOW).state).toBe(want);
});

test("catching up may take 30 s, as its leader serves", () => {
  const late = (ms: number) =>
    settle(verdict("degraded", true, "catching-up"), before("settling", NOW - ms), true, NOW);
  expect(late(29_999).state).toBe("settling");
  expect(late(30_000).state).toBe("degraded");
});

test("a server's own words need no settling", () => {
  expect(settle(verdict("offline", false), before("online"), true, NOW)).toEqual({
    state: "offline",
    since: NOW,
    troubledSince: null,
  });
});

test("silence counts from the last sign of life", () => {
  const silent = { ...verdict("unavailable", true), silentSince: NOW - 6_000 };
  expect(settle(silent, before("online"), true, NOW).state).toBe("unavailable");
});

test("what settles as the clock is set back settles for 6 s more at most", () => {
  const known = settle(verdict("unavailable", true), before("settling", NOW + 2 * 60 * 60_000), true, NOW);
  expect(known.troubledSince).toBe(NOW);
  const silent = { ...verdict("unavailable", true), silentSince: NOW + 2 * 60 * 60_000 };
  expect(settle(silent, before("online"), true, NOW).troubledSince).toBe(NOW);
});

test("the clock of an outage runs on while its cause changes, and starts anew after recovery", () => {
  expect(settle(verdict("unavailable", true), before("offline"), true, NOW).since).toBe(1);
  expect(settle(verdict("online", false), before("offline"), true, NOW).since).toBe(NOW);
});

test("what is seen at the first look has no known beginning, what comes later has", () => {
  expect(settle(verdict("online", false), undefined, false, NOW).since).toBeNull();
  expect(settle(verdict("online", false), undefined, true, NOW).since).toBe(NOW);
});
