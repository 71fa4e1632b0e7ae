import { ACCOUNTS_PER_PAGE } from "#lib/nats/server-jsz.ts";
import { createBodyCache, joined, type Piece } from "./body-cache.ts";
import { shapes } from "./fixture-shapes.ts";
import { createJetStreamAnswers } from "./jetstream-answers.ts";
import type { Population, SimServer, SimStream } from "./population.ts";
import { accountsText, headText, jszText, type Load, loadOf, metaLeader, statszText, varzText } from "./server-text.ts";

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
  /** Streams came, went, or can no longer run, or can again. */
  changed(streams: Iterable<SimStream>): void;
  /** Servers came, went or run another level: what all servers say changed. */
  regrouped(): void;
}

/** Accounts whose details are one piece of a reply, so that a change costs its server no more than that piece. */
const ACCOUNTS_PER_PIECE = 256;
const DETAILS_END = "]}}";

interface JszOptions {
  streams?: boolean;
  consumer?: boolean;
  account?: string;
  offset?: number;
  limit?: number;
}

export function createSystem(population: Population): SimulatedSystem {
  const cache = createBodyCache();
  const jetstream = createJetStreamAnswers(population);
  const placeOf = new Map(population.accounts.map((account, place) => [account, place]));
  /** How often something changed of each server's pieces. */
  const changes = new Map(population.servers.map((server) => [server, noChanges()]));
  const loads = new Map<SimServer, { generation: string; load: Load }>();
  const byId = new Map(population.servers.map((server) => [server.id, server]));
  let topology = 0;
  /** Entries of the meta group's log. */
  let logged = 0;

  function noChanges(): number[] {
    return new Array(Math.ceil(population.accounts.length / ACCOUNTS_PER_PIECE)).fill(0);
  }

  /** Of what a server says of the accounts from one place to before another. */
  function generationOf(server: SimServer, from = 0, to = population.accounts.length): string {
    const pieces = changes.get(server)?.slice(pieceOf(from), pieceOf(to - 1) + 1) ?? [];
    return `${topology} ${pieces.reduce((sum, count) => sum + count, 0)}`;
  }

  function load(server: SimServer): Load {
    const generation = generationOf(server);
    const known = loads.get(server);
    if (known?.generation === generation) return known.load;
    const made = loadOf(server, population);
    loads.set(server, { generation, load: made });
    return made;
  }

  function tell(server: SimServer, what: string, { headers, body }: Request): Answer {
    const isPacked = headers.get("accept-encoding")?.includes("gzip") === true;
    const pieces = piecesOf(server, what, body).map((piece) =>
      cache.get({ ...piece, key: `${server.name} ${piece.key}` }),
    );
    const head = headText(server, what === "STATSZ" ? "statsz" : "data", new Date());
    return {
      headers: isPacked ? "\r\nContent-Encoding: gzip" : "",
      body: joined(head, pieces, isPacked),
      delay: server.delay,
    };
  }

  function piecesOf(server: SimServer, what: string, body: string): Piece[] {
    const generation = generationOf(server);
    if (what === "VARZ") {
      const release = `${generation} ${server.release.version}`;
      return [{ key: what, generation: release, build: () => varzText(server, population) }];
    }
    if (what === "STATSZ") {
      // Each counter only grows, so that their sum tells whether one did; of the log only its leader tells here.
      const written = server === metaLeader(population) ? logged : 0;
      const build = () => statszText(server, population, load(server), written);
      return [{ key: what, generation: `${generation} ${written}`, build }];
    }
    const options = JSON.parse(body === "" ? "{}" : body);
    if (what === "HEALTHZ") return [{ key: `${what}${body}`, generation, build: () => healthText(server, options) }];
    const summary = { key: what, generation, build: () => jszText(server, population, load(server)) };
    return options.accounts || options.streams ? detailsOf(server, summary, options) : [summary];
  }

  /** Servers page accounts, never streams. */
  function detailsOf(server: SimServer, summary: Piece, options: JszOptions): Piece[] {
    const { streams = false, consumer = false, account, offset = 0, limit = 1024 } = options;
    const { length } = population.accounts;
    const start = account === undefined ? offset : (placeOf.get(account) ?? length);
    const end = Math.min(account === undefined ? start + limit : start + 1, length);
    const begin = () => summary.build().replace(/}}$/, `,"account_details":[${start < end ? "" : DETAILS_END}`);
    const pieces = [{ ...summary, key: `JSZ up to its details ${start < end}`, build: begin }];
    for (let from = start; from < end; from += ACCOUNTS_PER_PIECE) {
      const to = Math.min(from + ACCOUNTS_PER_PIECE, end);
      const build = () => {
        const accounts = population.accounts.slice(from, to);
        const text = accountsText(accounts, server, population, { streams, consumers: consumer });
        // With the last accounts: gzip notes the size of its last piece, by which whoever unpacks it may go.
        return `${from === start ? "" : ","}${text}${to === end ? DETAILS_END : ""}`;
      };
      const key = `JSZ ${streams} ${consumer} ${from} ${to} of ${start} ${end}`;
      pieces.push({ key, generation: generationOf(server, from, to), build });
    }
    return pieces;
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
    changed(streams) {
      logged++;
      for (const { account, hosts } of streams) {
        const piece = pieceOf(placeOf.get(account) ?? 0);
        for (const counts of hosts.map((host) => changes.get(host) ?? [])) counts[piece] = (counts[piece] ?? 0) + 1;
      }
    },
    regrouped() {
      // A new leader of the meta group writes an entry, too.
      logged++;
      topology++;
    },
  };
}

function pieceOf(place: number): number {
  return Math.floor(place / ACCOUNTS_PER_PIECE);
}
