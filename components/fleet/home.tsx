"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { Board } from "#components/board/board.tsx";
import { Screen } from "#components/board/screen.tsx";
import type { InitialSnapshot } from "#components/feed/events.ts";
import { persistently } from "#components/feed/persistently.ts";
import { seeBuild } from "#components/feed/reload.ts";
import { contextsQuery } from "./contexts-query.ts";
import { Starting } from "./starting.tsx";

// Most watch one system: the others' script comes when it is needed.
const Fleet = dynamic(() => persistently(() => import("./fleet.tsx")).then((module) => module.Fleet));
const FleetWall = dynamic(() =>
  persistently(() => import("#components/wall/fleet-wall.tsx")).then((module) => module.FleetWall),
);

interface HomeProps {
  contexts: string[];
  initial: InitialSnapshot | null;
  buildId: string;
}

/** One system: its board. Several: all of them. None yet: Plimsoll is starting, so ask until it has started. */
export function Home({ contexts, initial, buildId }: HomeProps) {
  const isWall = useSearchParams().has("wall");
  const { data } = useQuery({
    ...contextsQuery(),
    ...(contexts.length > 0 && { initialData: { contexts: contexts.map((name) => ({ name })), buildId } }),
    refetchInterval: (query) => (query.state.data?.contexts.length ? 30_000 : 2_000),
  });
  const told = data?.buildId;
  // A screen of several systems has no feed that would tell.
  useEffect(() => {
    if (told !== undefined) seeBuild(buildId, told);
  }, [buildId, told]);
  const names = data?.contexts.map(({ name }) => name) ?? [];
  const [first, ...others] = names;
  if (first === undefined) return <Starting />;
  if (others.length > 0 && isWall) return <FleetWall contexts={names} buildId={buildId} />;
  if (others.length > 0) return <Fleet contexts={names} />;
  return (
    <Screen context={first} buildId={buildId} initial={initial}>
      <Board />
    </Screen>
  );
}
