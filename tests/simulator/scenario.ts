import { NEW_RELEASE, OLD_RELEASE, type SimStream } from "./population.ts";
import type { Change, Scenario } from "./presets.ts";
import type { SimulatedSystem } from "./system.ts";

/** How often churn changes something, ms. */
const CHURN_EVERY_MS = 100;

/** Makes a system be as a scenario says, whatever it was before; returns the end of what keeps going on. */
export function play(system: SimulatedSystem, scenario: Scenario): () => void {
  const { servers } = system.population;
  for (const server of servers) {
    const isSilent = scenario.silent?.includes(server.name);
    server.state = scenario.down?.includes(server.name) ? "down" : isSilent ? "silent" : "up";
    server.delay = scenario.slow?.[server.name] ?? 0;
  }
  takeOffline(system, scenario.offline ?? 0);
  system.regrouped();
  const each = ((scenario.churn ?? 0) * CHURN_EVERY_MS) / 1000;
  if (each === 0) return () => {};
  let owed = 0;
  const timer = setInterval(() => {
    owed += each;
    churn(system, Math.floor(owed));
    owed -= Math.floor(owed);
  }, CHURN_EVERY_MS);
  return () => clearInterval(timer);
}

/** Changes a single thing, whatever goes on beside it. */
export function change(system: SimulatedSystem, what: Change): void {
  const { servers, streams } = system.population;
  if ("server" in what) {
    const server = servers.find(({ name }) => name === what.server);
    if (!server) throw new Error(`there is no server ${what.server}`);
    server.release = { ...server.release, version: what.version };
  } else {
    const stream = streams.get(what.stream);
    if (!stream) throw new Error(`there is no stream ${what.stream}`);
    stream.isOffline = what.isOffline;
    system.changed([stream]);
  }
}

/** The last server of each cluster went back to an older release: streams that only it holds may be offline there. */
function takeOffline({ population }: SimulatedSystem, wanted: number): void {
  const last = new Map(population.servers.map((server) => [server.cluster, server]));
  const old = new Set(wanted > 0 ? last.values() : []);
  for (const server of population.servers) server.release = old.has(server) ? OLD_RELEASE : NEW_RELEASE;
  let left = wanted;
  for (const stream of population.streams.values()) {
    const [host] = stream.hosts;
    stream.isOffline = left > 0 && stream.hosts.length === 1 && host !== undefined && old.has(host);
    if (stream.isOffline) left -= 1 + stream.consumers;
  }
}

/** Streams come and go in turn, so that the system stays as large as it is. */
function churn(system: SimulatedSystem, count: number): void {
  const { streams, addStream, removeStream } = system.population;
  const touched: SimStream[] = [];
  for (let index = 0; index < count; index++) {
    const oldest = streams.values().next().value;
    const isAdding = index % 2 === 0 || !oldest;
    const stream = isAdding ? addStream() : oldest;
    if (!isAdding) removeStream(stream);
    touched.push(stream);
  }
  system.changed(touched);
}
