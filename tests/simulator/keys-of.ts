/** What comes and goes with traffic and elections, and the tags by which the lab places streams: not the shape of a reply. */
const PASSING =
  /leader_since|routes|http_req_stats|connect_urls|urls|offline|num_subjects|slow_consumer|\blag\b|placement/;

/** All paths in a reply, lists as one, sorted. */
export function keysOf(value: unknown, path = ""): string[] {
  return [...new Set(paths(value, path))].filter((key) => !PASSING.test(key)).sort();
}

function paths(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => paths(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => paths(item, path === "" ? key : `${path}.${key}`));
}
