import type { Board } from "../model/board.ts";
import { boardOf } from "../model/board-of.ts";
import { type Diagnosis, diagnose, NO_DIAGNOSIS } from "../model/diagnose.ts";
import { find } from "../model/findings.ts";
import type { Observation } from "../model/observation.ts";
import type { Store } from "../model/store.ts";
import { createStore } from "./create-store.ts";

export interface BoardSetting {
  context: string;
  source: Board["head"]["source"];
  /** Pace of the cheapest questions, ms. */
  pollInterval: number;
}

/** Turns observations into the board of a context, remembering what went before. */
export interface Publisher {
  store: Store;
  /** Diagnoses without publishing or remembering: to know what else to ask at the first look. */
  preview(observation: Observation): Diagnosis;
  /** Diagnoses, remembers and publishes. Before the first look (`isReady` false) only the connection is shown. */
  publish(observation: Observation, observedAt: number | null, isReady: boolean): Diagnosis;
  /** Forgets everything. */
  restart(): void;
}

export function createPublisher(setting: BoardSetting, first: Observation): Publisher {
  const startedAt = first.at;
  let diagnosis = NO_DIAGNOSIS;
  let standing: ReadonlyMap<string, number> = new Map();
  const store = createStore(draw(first, diagnosis), Date.now);

  function draw(observation: Observation, { topology, assets, memory }: Diagnosis): Board {
    const findings = find({ observation, topology, assets, memory, standing });
    standing = new Map([...findings].map(([key, finding]) => [key, finding.since]));
    return boardOf({ ...setting, startedAt, observation, topology, assets, findings });
  }

  return {
    store,
    preview: (observation) => diagnose(observation, diagnosis.memory),
    publish(observation, observedAt, isReady) {
      if (isReady) diagnosis = diagnose(observation, diagnosis.memory);
      store.publish(draw(observation, diagnosis), diagnosis, observedAt);
      return diagnosis;
    },
    restart() {
      diagnosis = NO_DIAGNOSIS;
      standing = new Map();
      store.restart();
    },
  };
}
