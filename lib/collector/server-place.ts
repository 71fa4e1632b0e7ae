import type { ServerIdentity } from "../model/report.ts";

/** A server gets a new id with each start, but keeps its place; servers without a name may share one. */
export function placeOf(server: Pick<ServerIdentity, "id" | "name" | "domain" | "cluster">): string {
  const { domain, cluster, name } = server;
  return `${domain ?? ""}\0${cluster ?? ""}\0${isNamed(server) ? name : ""}`;
}

/** Without `server_name` a server's id is its name too. */
export function isNamed({ id, name }: Pick<ServerIdentity, "id" | "name">): boolean {
  return name !== id;
}

/** The cluster that a server is in, and its domain. */
export function clusterOf({ domain, cluster }: ServerIdentity): string {
  return `${domain ?? ""}\0${cluster ?? ""}`;
}
