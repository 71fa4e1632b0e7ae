import { useMemo } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { serverHrefs } from "./href.ts";

/** Gives the addresses of the pages of this system's servers. */
export function useServerHref(): ReturnType<typeof serverHrefs> {
  const context = useContextName();
  const servers = useBoard()?.servers;
  return useMemo(() => serverHrefs(context, servers ?? {}), [context, servers]);
}
