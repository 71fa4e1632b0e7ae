import type { Board, Cost } from "../model/board.ts";
import { boardOf } from "../model/board-of.ts";
import { type Diagnosis, diagnose, NO_DIAGNOSIS } from "../model/diagnose.ts";
import { find } from "../model/findings.ts";
import type { Observation } from "../model/observation.ts";
import type { Store } from "../model/store.ts";
import { topologyOf } from "../model/topology.ts";
import { createStore } from "./create-store.ts";

export interface BoardSetting {
  context: string;
  source: Board["head"]["source"];
  /** Pace of the cheapest questions, ms. */
  pollInterval: number;
  /** What asking costs the system by now. */
  costNow: () => Cost | null;
}

/** Turns observations into the board of a context, remembering what went before. */
export interface Publisher {
  store: Store;
  /** Diagnoses without publishing or remembering: to know what else to ask at the first look. */
  preview(observation: Observation): Diagnosis;
  /** Takes a preview as the diagnosis, where nothing was asked since that could change it. */
  adopt(previewed: Diagnosis): void;
  /**
   * Diagnoses, remembers and publishes. Before the first look only the connection is shown. Where nothing is
   * due, the diagnosis stays as it is, but for the servers.
   */
  publish(observation: Observation, observedAt: number | null, due: Due): Diagnosis;
  /** Forgets everything. */
  restart(): void;
}

export interface Due {
  /** Whether the first look is over. */
  isReady: boolean;
  /** Whether anything came since the last time that tells of assets, or time itself changes them. */
  isDue: boolean;
}

export function createPublisher(setting: BoardSetting, first: Observation): Publisher {
  const startedAt = first.at;
  let diagnosis = NO_DIAGNOSIS;
  let standing: ReadonlyMap<string, number> = new Map();
  const store = createStore(draw(first, diagnosis), Date.now);

  function draw(observation: Observation, { topology, assets, memory }: Diagnosis): Board {
    const findings = find({ observation, topology, assets, memory, standing });
    standing = new Map([...findings].map(([key, finding]) => [key, finding.since]));
    const cost = setting.costNow();
    const board = boardOf({ ...setting, cost, startedAt, observation, topology, assets, findings });
    // Of a system whose assets nobody has looked at yet nothing good is known either.
    return memory.hasBegun ? board : { ...board, head: { ...board.head, status: "unknown" } };
  }

  return {
    store,
    preview: (observation) => diagnose(observation, diagnosis.memory),
    adopt(previewed) {
      diagnosis = previewed;
    },
    publish(observation, observedAt, { isReady, isDue }) {
      if (isReady && (isDue || !diagnosis.memory.hasBegun)) diagnosis = diagnose(observation, diagnosis.memory);
      else diagnosis = { ...diagnosis, topology: topologyOf(observation) };
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
