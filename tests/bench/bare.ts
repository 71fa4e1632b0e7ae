import { gunzipSync } from "node:zlib";
import { connectWire } from "#lib/nats/connect.ts";
import { decodeStatsz } from "#lib/nats/decode-server.ts";
import { gather } from "#lib/nats/gather.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { PING_SUBJECTS, serverSubject } from "#lib/nats/subjects.ts";
import type { Reply, Wire } from "#lib/nats/wire.ts";
import { until } from "../lab/until.ts";
import { simulatedContext } from "../simulator/watch-system.ts";

/** What it costs to fetch the details of all servers once and do the least with them. */
export interface Bare {
  requests: number;
  /** Packed and unpacked, bytes. */
  packed: number;
  plain: number;
  /** CPU time of gunzip and JSON.parse alone, ms. */
  cpu: number;
  /** CPU time of all that makes reports of the same bytes, ms. */
  decoding: number;
}

const DETAILS = { timeout: 60_000, streams: true, consumers: true, config: true };

/** One full round: JSZ of every server with accounts, streams, consumers and configs. */
export async function bareRound(url: string): Promise<Bare> {
  const wire = connectWire(simulatedContext(url).target, { name: "bare" });
  const bare: Bare = { requests: 0, packed: 0, plain: 0, cpu: 0, decoding: 0 };
  try {
    await until(() => wire.status().state === "connected", { what: "the connection" });
    const body = JSON.stringify({
      accounts: true,
      streams: true,
      consumer: true,
      config: true,
      offset: 0,
      limit: 1024,
    });
    for (const id of await serverIds(wire)) {
      const options = { timeout: 60_000, headers: { "Accept-Encoding": "gzip" } };
      for await (const reply of wire.request(serverSubject(id, "JSZ"), body, options)) {
        bare.requests++;
        bare.packed += reply.body.byteLength;
        bare.cpu += await cpuOf(() => {
          const text = gunzipSync(reply.body).toString("utf8");
          JSON.parse(text);
          bare.plain += text.length;
        });
        const canned: Wire = { ...wire, request: () => once(reply) };
        bare.decoding += await cpuOf(() => serverJsz(canned, id, DETAILS));
      }
    }
  } finally {
    await wire.close();
  }
  return bare;
}

/** CPU time, ms. */
async function cpuOf(work: () => unknown): Promise<number> {
  const started = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}

async function* once(reply: Reply): AsyncGenerator<Reply> {
  yield reply;
}

async function serverIds(wire: Wire): Promise<string[]> {
  const options = { timeout: 3_000, expected: { count: null } };
  const { answers } = await gather(wire, PING_SUBJECTS.STATSZ, {}, options, (server, reply) =>
    decodeStatsz(server, reply),
  );
  return answers.map(({ server }) => server.id);
}
