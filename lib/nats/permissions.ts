import { API_SUBJECTS, PING_SUBJECTS, serverSubject } from "./subjects.ts";

/** All that is asked of servers: what a user of the system account has to be allowed to publish, and no more. */
export const SYSTEM_SUBJECTS: readonly string[] = [...Object.values(PING_SUBJECTS), serverSubject("*", "JSZ")];

/** All that is asked of an account's JetStream API, after its prefix; each only reads. */
export const API_PATTERNS: readonly string[] = [
  API_SUBJECTS.info(),
  API_SUBJECTS.streamNames(),
  API_SUBJECTS.streamList(),
  API_SUBJECTS.streamInfo("*"),
  API_SUBJECTS.consumerNames("*"),
  API_SUBJECTS.consumerList("*"),
  API_SUBJECTS.consumerInfo("*", "*"),
];
