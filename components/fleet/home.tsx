"use client";

import { useQuery } from "@tanstack/react-query";
import { Board } from "#components/board/board.tsx";
import { Screen } from "#components/board/screen.tsx";
import type { InitialSnapshot } from "#components/feed/events.ts";
import { contextsQuery } from "./contexts-query.ts";
import { Fleet } from "./fleet.tsx";
import { Starting } from "./starting.tsx";

interface HomeProps {
  contexts: string[];
  initial: InitialSnapshot | null;
  buildId: string;
}

/** One system: its board. Several: all of them. None yet: Plimsoll is starting, so ask until it has started. */
export function Home({ contexts, initial, buildId }: HomeProps) {
  const isStarting = contexts.length === 0;
  const { data } = useQuery({ ...contextsQuery(), enabled: isStarting, refetchInterval: isStarting ? 2_000 : false });
  const names = isStarting ? (data ?? []) : contexts;
  const [first, ...others] = names;
  if (first === undefined) return <Starting />;
  if (others.length > 0) return <Fleet contexts={names} />;
  return (
    <Screen context={first} buildId={buildId} initial={initial}>
      <Board />
    </Screen>
  );
}
