import type { AccountCase } from "./cases.ts";
import type { Blockers } from "./meta-block.ts";
import type { ObservedAccount } from "./observation.ts";
import { inferReason, type Reason } from "./reason.ts";
import type { AssetReport, Sightings } from "./sighting.ts";
import type { Domain } from "./topology.ts";
import type { Verdict } from "./verdict.ts";

/** All that speaks of the assets of one account in one domain. */
export interface AccountView {
  domain: Domain;
  account: ObservedAccount;
  sightings: Sightings;
  /** As it was last diagnosed. */
  before: AccountCase;
  /** Whether anything was diagnosed before: what the first look finds was so already. */
  hasBegun: boolean;
  blockers: Blockers;
  /** ms since the epoch. */
  now: number;
  /** Assigned streams; empty where NAMES brought none. */
  names: ReadonlySet<string>;
}

/** The verdict on an asset of which nobody can say anything. */
export function unobserved<T extends AssetReport>(reason: Reason | null): Verdict<T> {
  return {
    state: "unobserved",
    isTransient: false,
    silentSince: null,
    reason,
    leader: null,
    replicas: [],
    isUnsure: false,
    report: null,
    reportedAt: null,
  };
}

/** Why nothing can be said of an account's streams that are not seen running; `isListed`: in JSZ, which alone is no proof. */
export function blindness(account: ObservedAccount, isListed: boolean): Reason {
  if (account.access === null) {
    const why = isListed
      ? "and a standalone server lists offline streams like those that run"
      : "and JSZ lists it no more: deleted or offline";
    return inferReason("not-observed", `Account ${account.account} is not observed, ${why}.`);
  }
  if (account.names?.ok && account.list?.ok === false) {
    return inferReason("no-answer", `The list of offline streams is not known (${account.list.message}).`);
  }
  const fault = account.names && !account.names.ok ? account.names.message : "not asked yet";
  return inferReason("no-answer", `The list of assigned streams is not known (${fault}).`);
}

/** Why nothing can be said of a stream where several JetStreams share one domain. */
export const OUT_OF_REACH: Reason = inferReason(
  "not-observed",
  "Several JetStreams share this domain, whose API leads to one of them: nobody can be asked about what another one has.",
);
