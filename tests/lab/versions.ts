/** The releases the lab runs: one of every API level, and those where a patch release changed what a server does. */
export const versions = {
  v2_10: "2.10.27",
  v2_11: "2.11.17",
  /** Before 2.11.9 a server runs what it does not understand: it has no offline mode. */
  v2_11Unsafe: "2.11.8",
  /** The last patch release of 2.12 before 2.12.5 raised the level. */
  v2_12Early: "2.12.4",
  v2_12: "2.12.15",
  v2_14: "2.14.9",
  v2_15: "2.15.2",
} as const;

export type Version = (typeof versions)[keyof typeof versions];

/** What a release is known to do: `apiLevel` is null where the server reports none. */
export interface Release {
  apiLevel: number | null;
  hasOfflineMode: boolean;
}

export const releases = {
  [versions.v2_10]: { apiLevel: null, hasOfflineMode: false },
  [versions.v2_11]: { apiLevel: 1, hasOfflineMode: true },
  [versions.v2_11Unsafe]: { apiLevel: 1, hasOfflineMode: false },
  [versions.v2_12Early]: { apiLevel: 2, hasOfflineMode: true },
  [versions.v2_12]: { apiLevel: 3, hasOfflineMode: true },
  [versions.v2_14]: { apiLevel: 4, hasOfflineMode: true },
  [versions.v2_15]: { apiLevel: 5, hasOfflineMode: true },
} as const satisfies Record<Version, Release>;

/** All versions of the table, oldest first. */
export const allVersions: readonly Version[] = Object.values(versions).sort((a, b) =>
  a.localeCompare(b, "en", { numeric: true }),
);
