import type { Board, Cost } from "../model/board.ts";
import { boardOf } from "../model/board-of.ts";
import { type Diagnosis, diagnosing, NO_DIAGNOSIS } from "../model/diagnose.ts";
import type { Finding } from "../model/finding.ts";
import { find } from "../model/findings.ts";
import type { Observation } from "../model/observation.ts";
import type { Store } from "../model/store.ts";
import { topologyOf } from "../model/topology.ts";
import { atOnce, type Work } from "../model/work.ts";
import { createStore } from "./create-store.ts";

export interface BoardSetting {
  context: string;
  source: Board["head"]["source"];
  /** Pace of the cheapest questions, ms. */
  pollInterval: number;
  /** What asking costs the system at present. */
  costNow: () => Cost | null;
}

/** Turns observations into the board of a context, remembering earlier ones. */
export interface Publisher {
  store: Store;
  /**
   * Diagnoses and remembers, one at a time. Null where everything was forgotten meanwhile. What is seen before `begin`
   * is no news: it was so already. Where it throws, the last findings stay, and the status is unknown.
   */
  diagnose(observation: Observation): Work<Diagnosis | null>;
  /** The first look is over: from now on what changes is news, and the board shows assets. */
  begin(): void;
  /**
   * Draws the board from the last diagnosis, with the servers as they are now, one at a time. Nothing is published where
   * everything was forgotten meanwhile.
   */
  publish(observation: Observation, observedAt: number | null): Work<void>;
  /** Forgets everything. */
  restart(): void;
}

export function createPublisher(setting: BoardSetting, first: Observation): Publisher {
  const startedAt = first.at;
  let diagnosis = NO_DIAGNOSIS;
  let hasBegun = false;
  /** How many times everything was forgotten: what was begun before is of the past. */
  let era = 0;
  let failure: string | null = null;
  let standing: ReadonlyMap<string, Finding> = new Map();
  const store = createStore(atOnce(drawing(first, NO_DIAGNOSIS)), Date.now);

  /** Pauses, as anything takes long while V8 marks the heap of a large system (`heap.mjs`). */
  function* drawing(observation: Observation, { topology, cases, blockers }: Diagnosis): Work<Board> {
    const isKnown = hasBegun && failure === null;
    const findings = find({ observation, topology, cases, blockers, failure, standing });
    standing = findings;
    yield;
    const cost = setting.costNow();
    const board = boardOf({ ...setting, cost, startedAt, observation, topology, cases, findings });
    // Of a system whose assets nobody has looked at yet, or that is not understood, nothing good is known either.
    return isKnown ? board : { ...board, head: { ...board.head, status: "unknown" } };
  }

  /** Takes down whether it fails. */
  function* noting<T>(work: Work<T>): Work<T> {
    try {
      const done = yield* work;
      failure = null;
      return done;
    } catch (error) {
      failure = String(error);
      throw error;
    }
  }

  return {
    store,
    *diagnose(observation) {
      const current = era;
      const after = yield* noting(diagnosing(observation, diagnosis));
      if (era !== current) return null;
      diagnosis = hasBegun ? after : { ...after, cases: { ...after.cases, hasBegun: false } };
      return diagnosis;
    },
    begin() {
      hasBegun = true;
      diagnosis = { ...diagnosis, cases: { ...diagnosis.cases, hasBegun } };
    },
    *publish(observation, observedAt) {
      const current = era;
      const shown = hasBegun ? diagnosis : NO_DIAGNOSIS;
      const now = { ...shown, topology: topologyOf(observation) };
      yield;
      const board = yield* drawing(observation, now);
      yield;
      if (era === current) store.publish(board, now, observedAt);
    },
    restart() {
      era++;
      diagnosis = NO_DIAGNOSIS;
      hasBegun = false;
      failure = null;
      standing = new Map();
      store.restart();
    },
  };
}
