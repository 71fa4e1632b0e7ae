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
    const body = { account, stream, details: true };
    const { answers } = await gather(wire, PING_SUBJECTS.HEALTHZ, body, options, ofData(decodeAssignment));
    const idsOf = (isAssigned: boolean) => answers.filter((each) => each.isAssigned === isAssigned).map(({ id }) => id);
    return { assigned: idsOf(true), unassigned: idsOf(false) };
  });
}

function decodeAssignment({ id, jetstream }: ServerIdentity, data: Fields): { id: string; isAssigned: boolean | null } {
  const code = data.optionalNumber("status_code");
  const isOfAsset = data.list("errors", (error) => error.optionalString("type")).some(isAssetError);
  if (!jetstream) return { id, isAssigned: null };
  if (code === 404) return { id, isAssigned: false };
  return { id, isAssigned: code === 200 || isOfAsset ? true : null };
}

/** Only a member looks at the stream itself, to find it or its consumers not current. */
function isAssetError(type: string | null): boolean {
  return type === "STREAM" || type === "CONSUMER";
}
