import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NatsConnection } from "nats.ws";
import { collectReplies, users } from "./client.ts";
import type { LabSystem } from "./system.ts";

const folder = join(import.meta.dirname, "..", "fixtures");

const systemRequests = {
  varz: { subject: "$SYS.REQ.SERVER.PING.VARZ", body: {} },
  statsz: { subject: "$SYS.REQ.SERVER.PING", body: {} },
  healthz: { subject: "$SYS.REQ.SERVER.PING.HEALTHZ", body: {} },
  jsz: { subject: "$SYS.REQ.SERVER.PING.JSZ", body: {} },
  "jsz-assets": {
    subject: "$SYS.REQ.SERVER.PING.JSZ",
    body: { accounts: true, streams: true, consumer: true, config: true },
  },
};

/** The streams whose placement is asked of HEALTHZ as well, beside the requests that every fixture has. */
export interface Extras {
  placementOf?: string[];
}

/**
 * Writes what the running servers of a system answer into `tests/fixtures/<name>/`.
 *
 * A `$SYS` file is a list with one reply a server, by server name; `js-api.json` is a map of endpoint to reply for the
 * account APP. The text is the servers' own, numbers beyond 2^53 included; only the store folder is rewritten.
 */
export async function writeFixture(system: LabSystem, name: string, { placementOf = [] }: Extras = {}): Promise<void> {
  const running = system.servers.filter((server) => server.isAnswering);
  const target = join(folder, name);
  mkdirSync(target, { recursive: true });
  const write = (file: string, text: string) => {
    const harmless = running.reduce((rest, server) => rest.replaceAll(server.storeFolder, "/data"), text);
    writeFileSync(join(target, `${file}.json`), harmless);
  };
  await using admin = await system.openClient(users.sys);
  const requests = Object.entries(systemRequests);
  for (const stream of placementOf) {
    const body = { account: "APP", stream, details: true };
    requests.push([`healthz-${stream}`, { subject: systemRequests.healthz.subject, body }]);
  }
  for (const [file, { subject, body }] of requests) {
    const texts = await collectReplies(admin, subject, { body, replies: running.length });
    write(file, `[\n${texts.sort(byServerName).join(",\n")}\n]\n`);
  }
  await using app = await system.openClient(users.app);
  const answers = await askEverything(app);
  const lines = [...answers].map(([endpoint, text]) => `${JSON.stringify(endpoint)}: ${text}`);
  write("js-api", `{\n${lines.join(",\n")}\n}\n`);
}

function byServerName(a: string, b: string): number {
  const name = (text: string) => (JSON.parse(text) as { server: { name: string } }).server.name;
  return name(a).localeCompare(name(b));
}

/** Every reading endpoint of the JetStream API; a request that nobody answers in 6 s is left out. */
async function askEverything(app: NatsConnection): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const ask = async (endpoint: string) => {
    const text = await app.request(`$JS.API.${endpoint}`, "{}", { timeout: 6000 }).then(
      (message) => message.string(),
      () => undefined,
    );
    if (text !== undefined) answers.set(endpoint, text);
    return JSON.parse(text ?? "{}") as { streams?: string[] | null; consumers?: string[] | null };
  };
  await ask("INFO");
  await ask("STREAM.LIST");
  const { streams } = await ask("STREAM.NAMES");
  for (const stream of (streams ?? []).sort()) {
    await ask(`STREAM.INFO.${stream}`);
    const { consumers } = await ask(`CONSUMER.NAMES.${stream}`);
    if (!consumers?.length) continue;
    for (const consumer of consumers.sort()) await ask(`CONSUMER.INFO.${stream}.${consumer}`);
  }
  return answers;
}
