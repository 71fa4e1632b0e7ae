import type { Board, Server } from "#lib/model/board.ts";

type Servers = Board["servers"];

/** What would be no part of a path, or another. */
const UNFIT = /^\.{0,2}$|\p{Surrogate}/u;

/**
 * Gives the addresses of the servers' pages: by name, as a restart brings another id; by id where the name could mean
 * another too.
 */
export function serverHrefs(context: string, servers: Servers): (server: Pick<Server, "id" | "name">) => string {
  const named = Map.groupBy(Object.values(servers), ({ name }) => name);
  return ({ id, name }) => {
    const [first, another] = named.get(name) ?? [];
    const isItsOwn = first?.id === id && !another && !Object.hasOwn(servers, name) && !UNFIT.test(name);
    return `/c/${encodeURIComponent(context)}/servers/${encodeURIComponent(isItsOwn ? name : id)}`;
  };
}

/** Whom an address means: the server of this id, else all of this name. */
export function serversAt(servers: Servers, address: string): Server[] {
  const server = Object.hasOwn(servers, address) ? servers[address] : undefined;
  return server ? [server] : Object.values(servers).filter(({ name }) => name === address);
}
