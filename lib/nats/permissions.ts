import { API_SUBJECTS, jszSubject, PING_SUBJECTS } from "./subjects.ts";

/** All that is asked of servers: what a user of the system account has to be allowed to publish, and no more. */
export const SYSTEM_SUBJECTS: readonly string[] = [...Object.values(PING_SUBJECTS), jszSubject("*")];

/** All that is asked of an account's JetStream API, after its prefix; all of it only reads. */
export const API_PATTERNS: readonly string[] = Object.values(API_SUBJECTS).map((subject) => subject("*", "*"));

/** All that is asked under these prefixes. */
export function apiSubjects(prefixes: Iterable<string>): string[] {
  return [...prefixes].flatMap((prefix) => API_PATTERNS.map((pattern) => `${prefix}.${pattern}`));
}
