/**
 * The first release of each API level, to tell people what to install. Never used to derive a server's level:
 * levels are read (2.12.5, a patch release, raised one). Read off real servers of these versions.
 */
const FIRST_RELEASES: { [level: number]: string } = { 1: "2.11.0", 2: "2.12.0", 3: "2.12.5", 4: "2.14.0", 5: "2.15.0" };

/** The oldest release that has the level; null for level 0 and for levels newer than this table. */
export function firstReleaseOf(level: number): string | null {
  return FIRST_RELEASES[level] ?? null;
}

/** What to install for a level, in words: "2.14.0 or newer". */
export function releaseFor(level: number): string {
  const release = firstReleaseOf(level);
  return release ? `nats-server ${release} or newer` : `a nats-server of API level ${level} or newer`;
}
