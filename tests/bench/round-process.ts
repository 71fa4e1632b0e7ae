// Fetches the details of all servers, once for each question, and measures what it does with them: `round-process.ts <url> parsing|decoding`, asked over IPC.
import { gunzipSync } from "node:zlib";
import type { StatszReport } from "#lib/model/report.ts";
import { connectWire } from "#lib/nats/connect.ts";
import { decodeStatsz } from "#lib/nats/decode-server.ts";
import { gather } from "#lib/nats/gather.ts";
import { ACCOUNTS_PER_PAGE, serverJsz } from "#lib/nats/server-jsz.ts";
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
const [url = "", work = ""] = process.argv.slice(2);

process.on("disconnect", () => process.exit());
process.on("message", async () => process.send?.(await fullRound()));

async function fullRound(): Promise<Round> {
  const wire = connectWire(simulatedContext(url).target, { name: "bare" });
  const round: Round = { requests: 0, packed: 0, plain: 0, cpu: 0 };
  await until(() => wire.status().state === "connected", { what: "the connection" });
  for (const { server, accounts } of await present(wire)) {
    const pages = await pagesOf(wire, server.id, accounts ?? 0);
    round.requests += pages.length;
    for (const { body } of pages) round.packed += body.byteLength;
    round.cpu += await cpuOf(async () => {
      if (work === "decoding") await decoded(wire, server.id, pages);
      else for (const page of pages) round.plain += parsed(page);
    });
  }
  await wire.close();
  return round;
}

async function pagesOf(wire: Wire, id: string, accounts: number): Promise<Reply[]> {
  const headers = { "Accept-Encoding": "gzip" };
  const pages: Reply[] = [];
  const all = { accounts: true, streams: true, consumer: true, config: true, limit: ACCOUNTS_PER_PAGE };
  for (let offset = 0; offset < accounts; offset += ACCOUNTS_PER_PAGE) {
    const body = JSON.stringify({ ...all, offset });
    for await (const page of wire.request(jszSubject(id), body, { timeout: 60_000, headers })) pages.push(page);
  }
  return pages;
}

async function decoded(wire: Wire, id: string, pages: Reply[]): Promise<void> {
  const rest = pages.values();
  const told = await serverJsz({ ...wire, request: () => once(rest) }, id, DETAILS);
  if (!told.ok) throw new Error(told.message);
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

/** The next of what there is. */
async function* once(replies: Iterator<Reply>): AsyncGenerator<Reply> {
  const { value } = replies.next();
  if (value) yield value;
}

async function present(wire: Wire): Promise<StatszReport[]> {
  const options = { timeout: 3_000, expected: { count: null } };
  const { answers } = await gather(wire, PING_SUBJECTS.STATSZ, {}, options, (server, reply) =>
    decodeStatsz(server, reply),
  );
  return answers;
}
