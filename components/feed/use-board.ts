"use client";

import { useQuery } from "@tanstack/react-query";
import type { Board } from "#lib/model/board.ts";
import { boardQuery } from "./board-query.ts";
import { useContextName } from "./feed-provider.tsx";

/** The board as last heard; null before the first. */
export function useBoard(): Board | null {
  const { data } = useQuery(boardQuery(useContextName()));
  return data?.board ?? null;
}

/** Revision of the board that is shown; null before the first. */
export function useRevision(): number | null {
  const { data } = useQuery(boardQuery(useContextName()));
  return data?.revision ?? null;
}
