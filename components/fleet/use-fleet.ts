"use client";

import { useQueries } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { readClock } from "#components/feed/clock.ts";
import { AnswerError } from "#components/feed/fetch-json.ts";
import { elapsed, isLate } from "#components/feed/pulse.ts";
import { subscribeTick } from "#components/feed/ticker.ts";
import type { Status } from "#lib/model/board.ts";
import { countOf, listOf } from "#lib/model/words.ts";
import { POLL, type SnapshotAnswer, snapshotQuery } from "./snapshot-query.ts";
import { sinceOf } from "./words.ts";

const ORDER = ["critical", "unknown", "warning", "ok"] as const satisfies Status[];
const WORDS = {
  critical: "critical",
  unknown: "not\u00a0known",
  warning: "with\u00a0a\u00a0warning",
  ok: "well",
} as const satisfies Record<Status, string>;

/** One system of several. */
export interface FleetMember {
  name: string;
  status: Status;
  /** The last that was heard; null before the first. */
  answer: SnapshotAnswer | null;
  /** It cannot be read now: Plimsoll refused, or has said nothing for two polls. */
  isLost: boolean;
}

export interface FleetState {
  /** Worst first, then newest, once all are known; as configured before. */
  members: FleetMember[];
  worst: Status;
  /** How many are well, in words; how many were where that is only last known. */
  main: string;
  /** None can be read now: all that is shown is last known. */
  isStale: boolean;
  /** A gateway before Plimsoll wants the viewer to sign in again. */
  isSignedOut: boolean;
}

/** The state of all systems. One that cannot be read is not known, and changes no other. */
export function useFleet(contexts: string[]): FleetState {
  const answers = useQueries({ queries: contexts.map((context) => snapshotQuery(context)) });
  const late = useLate(answers.map(({ data }) => data));
  const all = contexts.map((name, index): FleetMember => {
    const { data: answer = null, isError = false } = answers[index] ?? {};
    const isLost = isError || late[index] === LATE;
    return { name, status: answer && !isLost ? answer.status : "unknown", answer, isLost };
  });
  // While the first answers come each would move the others.
  const members = all.every(({ answer, isLost }) => answer || isLost) ? all.toSorted(byUrgency) : all;
  const statuses = members.map(({ status }) => status);
  const lastKnown = members.map(({ answer }) => answer?.status ?? "unknown");
  const isAllLost = members.every(({ isLost }) => isLost) && members.some(({ answer }) => answer !== null);
  return {
    members,
    worst: ORDER.find((status) => statuses.includes(status)) ?? "unknown",
    main: countText(isAllLost ? lastKnown : statuses),
    isStale: isAllLost,
    isSignedOut: answers.some(({ error }) => error instanceof AnswerError && error.isLogin),
  };
}

function byUrgency(a: FleetMember, b: FleetMember): number {
  return ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || (sinceOf(b) ?? 0) - (sinceOf(a) ?? 0);
}

const LATE = "late";

/** Which were heard too long ago, by the clock alone: a request that hangs ends late, and a hidden tab's timers halt. */
function useLate(answers: (SnapshotAnswer | undefined)[]): string[] {
  const late = useSyncExternalStore(
    subscribeTick,
    () => {
      const clock = readClock();
      return answers.map((it) => (it && isLate(elapsed(it.heardAt, clock), POLL) ? LATE : "")).join();
    },
    () => "",
  );
  return late.split(",");
}

function countText(statuses: Status[]): string {
  if (statuses.every((status) => status === "ok")) return `All ${countOf(statuses.length, "system")} are well`;
  const counts = ORDER.flatMap((status) => {
    const count = statuses.filter((it) => it === status).length;
    // A number stays with its words where the line breaks.
    return count > 0 ? [`${count}\u00a0${WORDS[status]}`] : [];
  });
  return listOf(counts);
}
