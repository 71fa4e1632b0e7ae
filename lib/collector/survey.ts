import type { Connection } from "../model/board.ts";
import type { ContextConfig, Target } from "../model/context.ts";
import type { AccessKind } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";
import { runsJetStream } from "../model/topology.ts";
import { systemAccount } from "../nats/system-account.ts";
import type { Wire } from "../nats/wire.ts";
import type { AccountName } from "./access.ts";
import { askNames, noteNoWay } from "./ask-names.ts";
import { askDetail, askRound } from "./ask-system.ts";
import { createBackOff } from "./back-off.ts";
import { steadyNow } from "./clock.ts";
import { createSight, type Sight } from "./sight.ts";
import { closeWires, openWires, untilDecided } from "./wires.ts";

/** What can be observed of one system. */
export interface Survey {
  connection: Connection;
  /** As the servers name it, in operator mode its public key; null where they do not say. */
  systemAccount: string | null;
  accounts: SurveyedAccount[];
}

export interface SurveyedAccount extends AccountName {
  access: AccessKind | null;
  /** What its subjects begin with; null where nothing leads there. */
  prefix: string | null;
  /** Why it is not observed; null where it is. */
  why: string | null;
}

const TIMEOUT_MS = 5_000;
const CONNECT_MS = 15_000;

/** Asks a system once which accounts there are and which of them the configuration leads to. */
export async function surveyAccess(
  config: ContextConfig,
  openWire: (target: Target, name: string) => Wire,
): Promise<Survey> {
  const wires = openWires(config, openWire);
  const sight = createSight(config, wires);
  try {
    await untilDecided(wires, CONNECT_MS);
    await askAll(sight, wires.system, config.pollInterval);
    const account = await systemAccount(wires.system, TIMEOUT_MS);
    return { connection: sight.observe().connection, systemAccount: answerOf(account), accounts: surveyed(sight) };
  } finally {
    await closeWires(wires);
  }
}

/** HEALTHZ says nothing about what may be seen. */
const SAID = { varz: true, jsz: true, health: false };

async function askAll(sight: Sight, system: Wire, pollInterval: number): Promise<void> {
  sight.noteRound(await askRound(system, sight.servers, { pollInterval, due: () => SAID }));
  const hosts = sight.servers.servers().filter((server) => server.isAnswering && runsJetStream(server));
  for (const { identity } of hosts) await askDetail(system, sight.servers, identity.id);
  sight.discoverAccounts();
  const known = { backOff: createBackOff(steadyNow), trodden: new Set<string>(), system };
  for (const account of sight.accounts()) {
    const ways = sight.waysTo(account);
    if (ways.length === 0) noteNoWay(account, sight.whyNoWay(account));
    else await askNames(account, ways, known, true);
  }
}

function surveyed(sight: Sight): SurveyedAccount[] {
  return sight.accounts().map((entry) => {
    const { domain, account, id, access, way, names } = entry;
    const why = names?.ok ? null : (names?.message ?? "not asked");
    return { domain, account, id, access, prefix: way?.api.prefix ?? null, why };
  });
}
