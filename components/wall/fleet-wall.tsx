"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { boardQuery } from "#components/feed/board-query.ts";
import { FeedProvider } from "#components/feed/feed-provider.tsx";
import { FleetTitle } from "#components/fleet/fleet-title.tsx";
import { useFleet } from "#components/fleet/use-fleet.ts";
import { FleetBoard } from "./fleet-board.tsx";
import { OtherAlarms } from "./other-alarms.tsx";
import { WallBoard } from "./wall-board.tsx";
import { WallFrame } from "./wall-frame.tsx";

/** Several systems on one wall: all of them, then with a rotation each in turn, and what is critical elsewhere always. */
export function FleetWall({ contexts, buildId }: { contexts: string[]; buildId: string }) {
  const fleet = useFleet(contexts);
  const [slot, setSlot] = useState(0);
  const context = slot === 0 ? undefined : contexts[slot - 1];
  // What the first answers tell stood there before this screen.
  const isKnown = fleet.members.every(({ answer, isLost }) => answer !== null || isLost);
  const goOn = () => setSlot((slot + 1) % (contexts.length + 1));
  // The last that was heard counts: a system that cannot be read for a while is no news when it comes back.
  const critical = new Map(
    fleet.members.flatMap(({ name, answer }) =>
      (answer?.findings ?? [])
        .filter(({ severity }) => severity === "critical")
        .map(({ key, title }) => [`${name} ${key}`, `${name}: ${title}`] as const),
    ),
  );
  return (
    <WallFrame critical={isKnown ? critical : null}>
      <FleetTitle fleet={fleet} />
      {context === undefined ? (
        <FleetBoard fleet={fleet} onEnd={goOn} />
      ) : (
        <FeedProvider key={context} context={context} buildId={buildId} initial={null}>
          <Forget context={context} />
          <OtherAlarms members={fleet.members.filter(({ name }) => name !== context)} />
          <WallBoard onEnd={goOn} />
        </FeedProvider>
      )}
    </WallFrame>
  );
}

/** A board whose feed is closed grows old unseen: at its next turn it must not pass for new. */
function Forget({ context }: { context: string }) {
  const client = useQueryClient();
  useEffect(() => () => client.removeQueries({ queryKey: boardQuery(context).queryKey }), [client, context]);
  return null;
}
