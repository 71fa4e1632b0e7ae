import { ACCOUNTS_PER_PAGE } from "#lib/nats/server-jsz.ts";
import { createBodyCache, joined } from "./body-cache.ts";
import { shapes } from "./fixture-shapes.ts";
import { createJetStreamAnswers } from "./jetstream-answers.ts";
import type { Population, SimServer, SimStream } from "./population.ts";
import {
  detailText,
  headText,
  hostedBy,
  jszText,
  type Load,
  loadOf,
  metaLeader,
  statszText,
  varzText,
} from "./server-text.ts";

export interface Request {
  subject: string;
  headers: ReadonlyMap<string, string>;
  body: string;
  /** Of the user that asks; null for the system account. */
  account: string | null;
}

export interface Answer {
  /** Header lines, each with a line break before it. */
  headers: string;
  body: Buffer;
  /** ms until it comes. */
  delay: number;
}

/** All servers of a simulated system as one thing that answers requests. */
export interface SimulatedSystem {
  population: Population;
  /** Nobody answers: `[]`. Nobody listens: null, which clients hear as 503. */
  answer(request: Request): Answer[] | null;
  /** Builds the replies that take long, so that the first to ask does not wait for them. */
  warm(): void;
  /** What these servers themselves say changed. */
  changed(servers: Iterable<SimServer>): void;
  /** Servers came or went: what all servers say of each other changed. */
  regrouped(): void;
}

interface Hosted {
  generation: number;
  accounts: Map<string, SimStream[]>;
  load: Load;
}

export function createSystem(population: Population): SimulatedSystem {
  const cache = createBodyCache();
  const jetstream = createJetStreamAnswers(population);
  const generations = new Map<SimServer, number>();
  const hosting = new Map<SimServer, Hosted>();
  const byId = new Map(population.servers.map((server) => [server.id, server]));
  let topology = 0;
  /** Entries of the meta group's log. */
  let logged = 0;

  function hosted(server: SimServer): Hosted {
    const generation = generations.get(server) ?? 0;
    const known = hosting.get(server);
    if (known?.generation === generation) return known;
    const accounts = hostedBy(server, population);
    const made = { generation, accounts, load: loadOf(accounts) };
    hosting.set(server, made);
    return made;
  }

  function tell(server: SimServer, what: string, { headers, body }: Request): Answer {
    const isPacked = headers.get("accept-encoding")?.includes("gzip") === true;
    const { key, generation, build } = question(server, what, body);
    const text = cache.get(`${server.name} ${key}`, generation, build);
    const head = headText(server, what === "STATSZ" ? "statsz" : "data", new Date());
    return {
      headers: isPacked ? "\r\nContent-Encoding: gzip" : "",
      body: joined(head, text, isPacked),
      delay: server.delay,
    };
  }

  function question(server: SimServer, what: string, body: string) {
    const options = JSON.parse(body === "" ? "{}" : body);
    const generation = (generations.get(server) ?? 0) * 100_000 + topology;
    if (what === "VARZ") return { key: what, generation, build: () => varzText(server, population) };
    if (what === "STATSZ") {
      const { load } = hosted(server);
      // Each counter only grows, so that their sum tells whether one did; of the log only its leader tells here.
      const written = server === metaLeader(population) ? logged : 0;
      return {
        key: what,
        generation: generation + written,
        build: () => statszText(server, population, load, written),
      };
    }
    if (what === "HEALTHZ") {
      return { key: `${what}${body}`, generation, build: () => healthText(server, options) };
    }
    const { streams = false, consumer = false, account = null, offset = 0, limit = 1024 } = options;
    const { accounts, load } = hosted(server);
    if (!options.accounts && !streams) {
      return { key: what, generation, build: () => jszText(server, population, load, null) };
    }
    const paging = { streams, consumers: consumer, account, offset, limit };
    const build = () => jszText(server, population, load, detailText(accounts, server, population, paging));
    return { key: `${what}${JSON.stringify(paging)}`, generation, build };
  }

  /** A server that is asked for a stream says 404 where it holds no replica of it. */
  function healthText(server: SimServer, { account, stream }: { account?: string; stream?: string }): string {
    if (!account || !stream) return `${JSON.stringify(shapes.health)}}`;
    const found = jetstream.find(account, stream);
    if (found?.hosts.includes(server)) return `${JSON.stringify(shapes.health)}}`;
    const errors = [{ type: "STREAM", account, stream, error: `stream ${stream} not found` }];
    return `${JSON.stringify({ status: "error", status_code: 404, errors })}}`;
  }

  return {
    population,
    answer(request) {
      const [, , , whom = "", what = "STATSZ"] = request.subject.split(".");
      if (!request.subject.startsWith("$SYS.REQ.SERVER.")) return jetstream.answer(request);
      if (request.account !== null) return null;
      if (whom === "PING") {
        const { server_name: name } = JSON.parse(request.body === "" ? "{}" : request.body);
        return population.servers
          .filter((server) => server.state === "up" && (name === undefined || server.name === name))
          .map((server) => tell(server, what, request));
      }
      const server = byId.get(whom);
      if (!server || server.state === "down") return null;
      return server.state === "up" ? [tell(server, what, request)] : [];
    },
    warm() {
      const page = { accounts: true, streams: true, consumer: true, config: true, offset: 0, limit: ACCOUNTS_PER_PAGE };
      const headers = new Map([["accept-encoding", "gzip"]]);
      for (const server of population.servers) {
        tell(server, "JSZ", { subject: "", headers, body: JSON.stringify(page), account: null });
      }
    },
    changed(servers) {
      logged++;
      for (const server of servers) generations.set(server, (generations.get(server) ?? 0) + 1);
    },
    regrouped() {
      topology++;
    },
  };
}
