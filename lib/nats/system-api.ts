import type { Probe } from "../model/probe.ts";
import type {
  HealthReport,
  JszReport,
  ServerIdentity,
  StatszReport,
  StreamPlacementReport,
  VarzReport,
} from "../model/report.ts";
import { decodeHealth, decodeJsz, decodeStatsz, decodeVarz } from "./decode-server.ts";
import type { Fields } from "./fields.ts";
import { type Gathered, gather, ofData, type PingOptions } from "./gather.ts";
import { probe } from "./probe.ts";
import { PING_SUBJECTS } from "./subjects.ts";
import type { Wire } from "./wire.ts";

/** Servers before 2.11 do not know `exact_match`: those whose names only contain it answer too (events.go: filterRequest). */
function whomOf({ serverName }: PingOptions): object {
  return serverName === undefined ? {} : { server_name: serverName, exact_match: true };
}

/** VARZ of every server. */
export function pingVarz(wire: Wire, options: PingOptions): Promise<Probe<Gathered<VarzReport>>> {
  return probe(() => gather(wire, PING_SUBJECTS.VARZ, whomOf(options), options, ofData(decodeVarz)));
}

/** JSZ of every server, without its accounts. */
export function pingJsz(wire: Wire, options: PingOptions): Promise<Probe<Gathered<JszReport>>> {
  return probe(() => gather(wire, PING_SUBJECTS.JSZ, whomOf(options), options, ofData(decodeJsz)));
}

/** HEALTHZ of every server. */
export function pingHealthz(wire: Wire, options: PingOptions): Promise<Probe<Gathered<HealthReport>>> {
  return probe(() => gather(wire, PING_SUBJECTS.HEALTHZ, whomOf(options), options, ofData(decodeHealth)));
}

/** STATSZ of every server. Where nobody knows how many to expect, the first answers say it: `active_servers`. */
export function pingStatsz(wire: Wire, options: PingOptions): Promise<Probe<Gathered<StatszReport>>> {
  return probe(async () => {
    let activeServers: number | null = null;
    const expected = {
      ids: options.expected?.ids ?? [],
      get count() {
        return options.expected?.count ?? activeServers;
      },
    };
    const gathered = await gather(wire, PING_SUBJECTS.STATSZ, {}, { ...options, expected }, (server, reply) => {
      const statsz = decodeStatsz(server, reply);
      activeServers = Math.max(activeServers ?? 0, statsz.activeServers ?? 0) || null;
      return statsz;
    });
    return { ...gathered, activeServers };
  });
}

/**
 * Which servers are assigned a replica of a stream, running or not: HEALTHZ asked for it. `account` is the account's
 * id. A server with JetStream off answers 200 to everything (monitor.go: healthz), so it counts for nothing.
 */
export function streamPlacement(
  wire: Wire,
  account: string,
  stream: string,
  options: PingOptions,
): Promise<Probe<StreamPlacementReport>> {
  return probe(async () => {
    const body = { account, stream, details: true, ...whomOf(options) };
    const askedAt = Date.now();
    const { answers } = await gather(wire, PING_SUBJECTS.HEALTHZ, body, options, ofData(decodeAssignment));
    const idsOf = (isAssigned: boolean) => answers.filter((each) => each.isAssigned === isAssigned).map(({ id }) => id);
    const words = answers.flatMap(({ id, words }): [string, string][] => (words === null ? [] : [[id, words]]));
    return { askedAt, assigned: idsOf(true), unassigned: idsOf(false), words: new Map(words) };
  });
}

interface Assignment {
  id: string;
  /** Null where the server does not say. */
  isAssigned: boolean | null;
  /** What a member says is wrong with the stream. */
  words: string | null;
}

function decodeAssignment({ id, jetstream }: ServerIdentity, data: Fields): Assignment {
  const code = data.optionalNumber("status_code");
  const errors = data.list("errors", (error) => ({
    type: error.optionalString("type"),
    words: error.optionalString("error"),
  }));
  if (!jetstream) return { id, isAssigned: null, words: null };
  if (code === 404) return { id, isAssigned: false, words: null };
  const isOfAsset = errors.some(({ type }) => isAssetError(type));
  const words = errors.find(({ type }) => type === "STREAM")?.words ?? null;
  return { id, isAssigned: code === 200 || isOfAsset ? true : null, words };
}

/** Only a member looks at the stream itself, to find it or its consumers not current. */
function isAssetError(type: string | null): boolean {
  return type === "STREAM" || type === "CONSUMER";
}
