export const REASON_KINDS = [
  "api-level",
  "config-field",
  "unsupported-consumer",
  "stream-offline",
  "decode-error",
  "stopped",
  "host-down",
  "no-quorum",
  "no-meta-leader",
  "host-behind-meta",
  "jetstream-disabled",
  "not-observed",
  "no-answer",
  "unknown",
] as const;

export type ReasonKind = (typeof REASON_KINDS)[number];

/** Why an asset, or a replica of it, does not run. */
export interface Reason {
  kind: ReasonKind;
  /** The servers' own words, verbatim; null where they said nothing. */
  raw: string | null;
  /** A sentence for people. */
  text: string;
  /** True where Plimsoll concluded it; false where the servers said it. */
  inferred: boolean;
  /** `api-level`: what the asset needs and what the server has. */
  requiredLevel?: number;
  currentLevel?: number;
  /** `config-field`: the field that the server does not know. */
  field?: string;
  /** `unsupported-consumer`: the consumer that stopped its stream. */
  consumer?: string;
  /** Names of the servers it is about. */
  servers?: string[];
}
