import { type Asset, pathOf } from "./asset.ts";
import type { Cases } from "./cases.ts";
import type { Finding, FindingCode } from "./finding.ts";
import type { Blockers } from "./meta-block.ts";
import type { Observation, ObservedServer } from "./observation.ts";
import type { Topology } from "./topology.ts";

/** What the rules of findings look at. */
export interface Facts {
  observation: Observation;
  topology: Topology;
  cases: Cases;
  blockers: Blockers;
  /** Why the last diagnosis failed, so that the cases are older; null where it did not. */
  failure: string | null;
  /** The findings as last made, by key. */
  standing: ReadonlyMap<string, Finding>;
}

/** A finding as a rule states it; `since` may come from the servers, else it is when the finding was first made. */
export type Draft = Omit<Finding, "since"> & { since: number | null };

export type Rule = (facts: Facts) => Draft[];

/**
 * A rule on assets, applied once for each diagnosis: a poll in which nothing changes does not cost what assets cost.
 */
export function onceADiagnosis(rule: Rule): Rule {
  const known = new WeakMap<Cases, Draft[]>();
  return (facts) => {
    const drafts = known.get(facts.cases) ?? rule(facts);
    known.set(facts.cases, drafts);
    return drafts;
  };
}

/** A rule on what servers say at present: while nothing is heard, its findings (of these codes) stay as they were. */
export function whileHeard(rule: Rule, codes: FindingCode[]): Rule {
  return (facts) =>
    facts.observation.isFresh ? rule(facts) : [...facts.standing.values()].filter(({ code }) => codes.includes(code));
}

/** How many subjects a finding names on the screen; the rest are counted. */
const SUBJECTS_SHOWN = 50;

export function subjectsOf(subjects: Finding["subjects"]): Pick<Finding, "subjects" | "subjectCount"> {
  return { subjects: subjects.slice(0, SUBJECTS_SHOWN), subjectCount: subjects.length };
}

/** An asset as a finding names it. */
export function assetSubject(asset: Asset): Finding["subjects"][number] {
  return { kind: asset.kind, id: asset.id, label: pathOf(asset) };
}

/** A server that answered once, as a finding names it. */
export function serverSubject({ identity: { id, name } }: ObservedServer): Finding["subjects"][number] {
  return { kind: "server", id, label: name };
}
