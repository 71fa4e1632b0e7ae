"use client";

import { useQueries } from "@tanstack/react-query";
import { countOf, listOf } from "#components/ui/words.ts";
import type { Status } from "#lib/model/board.ts";
import { type SnapshotAnswer, snapshotQuery } from "./snapshot-query.ts";

const ORDER = ["critical", "unknown", "warning", "ok"] as const satisfies Status[];
const WORDS = {
  critical: "critical",
  unknown: "not known",
  warning: "with a warning",
  ok: "well",
} as const satisfies Record<Status, string>;

/** One system of several. */
export interface FleetMember {
  name: string;
  status: Status;
  /** The last that was heard; null before the first. */
  answer: SnapshotAnswer | null;
  isError: boolean;
}

export interface FleetState {
  members: FleetMember[];
  worst: Status;
  /** How many are well, in words. */
  main: string;
}

/** The state of all systems. One that cannot be read is not known, and changes no other. */
export function useFleet(contexts: string[]): FleetState {
  const answers = useQueries({ queries: contexts.map((context) => snapshotQuery(context)) });
  const members = contexts.map((name, index): FleetMember => {
    const answer = answers[index];
    const status = answer?.data && !answer.isError ? answer.data.status : "unknown";
    return { name, status, answer: answer?.data ?? null, isError: answer?.isError ?? false };
  });
  const worst = ORDER.find((status) => members.some((member) => member.status === status)) ?? "unknown";
  const counts = ORDER.flatMap((status) => {
    const count = members.filter((member) => member.status === status).length;
    // A number stays with its words where the line breaks.
    return count > 0 ? [`${count}\u00a0${WORDS[status]}`] : [];
  });
  const main = worst === "ok" ? `All ${countOf(members.length, "system")} are well` : listOf(counts);
  return { members, worst, main };
}
