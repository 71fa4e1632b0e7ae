// Fetches the details of all servers once and measures what it does with them: `round-process.ts <url> parsing|decoding`, asked over IPC.
import { gunzipSync } from "node:zlib";
import { connectWire } from "#lib/nats/connect.ts";
import { decodeStatsz } from "#lib/nats/decode-server.ts";
import { gather } from "#lib/nats/gather.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { jszSubject, PING_SUBJECTS } from "#lib/nats/subjects.ts";
import type { Reply, Wire } from "#lib/nats/wire.ts";
import { until } from "../lab/until.ts";
import { simulatedContext } from "../simulator/watch-system.ts";

export type RoundWork = "parsing" | "decoding";

export interface Round {
  requests: number;
  /** Packed and unpacked, bytes. */
  packed: number;
  plain: number;
  /** CPU time of what was done with the replies, ms. */
  cpu: number;
}

const DETAILS = { timeout: 60_000, streams: true, consumers: true, config: true };
const BODY = JSON.stringify({ accounts: true, streams: true, consumer: true, config: true, offset: 0, limit: 1024 });
const [url = "", work = ""] = process.argv.slice(2);

process.on("disconnect", () => process.exit());
process.once("message", async () => process.send?.(await fullRound()));

async function fullRound(): Promise<Round> {
  const wire = connectWire(simulatedContext(url).target, { name: "bare" });
  const round: Round = { requests: 0, packed: 0, plain: 0, cpu: 0 };
  await until(() => wire.status().state === "connected", { what: "the connection" });
  for (const id of await serverIds(wire)) {
    const options = { timeout: 60_000, headers: { "Accept-Encoding": "gzip" } };
    for await (const reply of wire.request(jszSubject(id), BODY, options)) {
      round.requests++;
      round.packed += reply.body.byteLength;
      round.cpu += await cpuOf(async () => {
        if (work === "decoding") await serverJsz({ ...wire, request: () => once(reply) }, id, DETAILS);
        else round.plain += parsed(reply);
      });
    }
  }
  await wire.close();
  return round;
}

/** How long the text was, bytes. */
function parsed({ body }: Reply): number {
  const text = gunzipSync(body).toString("utf8");
  JSON.parse(text);
  return text.length;
}

/** CPU time, ms. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
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
