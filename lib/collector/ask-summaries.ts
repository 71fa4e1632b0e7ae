import type { Probe } from "../model/probe.ts";
import type { HealthReport, JszReport, ServerIdentity, VarzReport } from "../model/report.ts";
import type { Gathered } from "../nats/gather.ts";
import { pingHealthz, pingJsz, pingVarz } from "../nats/system-api.ts";
import type { Wire } from "../nats/wire.ts";

/** What servers said of themselves. */
export interface Summaries {
  varz: Answer<VarzReport>[];
  jsz: Answer<JszReport>[];
  health: Answer<HealthReport>[];
  /** Servers that did not answer HEALTHZ, by id, with why; none where there is no connection. */
  healthless: ReadonlyMap<string, Untold>;
  /** Answers that could not be read. */
  problems: Problem[];
}

export interface Problem {
  message: string;
  /** The id of the server that answered; null where it could not be read, or nobody could be asked. */
  server: string | null;
  /**
   * The question to all servers that brought it: it stands until that is asked again. Null: it is of this round only.
   */
  of: "jsz" | "health" | null;
}

interface Answer<T> {
  value: T;
  /** ms since the epoch. */
  at: number;
}

/** Why there is no answer. */
export type Untold = Probe<never> & { ok: false };

/** Whom to ask, and whose answers to wait for. */
export interface Asked {
  ids: ReadonlySet<string>;
  /** ms. */
  timeout: number;
  /** Only servers of this name; all by default. */
  serverName?: string;
}

/** Which summaries to ask servers for. */
export interface Kinds {
  varz: boolean;
  jsz: boolean;
  health: boolean;
}

/** One request for each kind, to one server or to all. */
export async function askSummaries(wire: Wire, { ids, ...whom }: Asked, kinds: Kinds): Promise<Summaries> {
  const options = { ...whom, expected: { count: null, ids } };
  const [varz, jsz, health] = await Promise.all([
    kinds.varz ? pingVarz(wire, options) : null,
    kinds.jsz ? pingJsz(wire, options) : null,
    kinds.health ? pingHealthz(wire, options) : null,
  ]);
  return {
    varz: answersOf(varz),
    jsz: answersOf(jsz),
    health: answersOf(health),
    healthless: health ? healthlessOf(health, ids, whom.timeout) : new Map(),
    // VARZ is asked with every poll or not at all.
    problems: [...problemsOf(varz, null), ...problemsOf(jsz, "jsz"), ...problemsOf(health, "health")],
  };
}

/** All kinds of summaries, of single servers. */
export async function askSingles(wire: Wire, servers: ServerIdentity[], timeout: number): Promise<Summaries> {
  const asked = await Promise.all(
    servers.map(({ id, name }) =>
      askSummaries(wire, { ids: new Set([id]), timeout, serverName: name }, { varz: true, jsz: true, health: true }),
    ),
  );
  const all = joined(asked);
  return { ...all, problems: all.problems.map((problem) => ({ ...problem, of: null })) };
}

/** Joins what different servers said, or the same servers to different questions. */
export function joined(asked: Summaries[]): Summaries {
  return {
    varz: asked.flatMap(({ varz }) => varz),
    jsz: asked.flatMap(({ jsz }) => jsz),
    health: asked.flatMap(({ health }) => health),
    healthless: new Map(asked.flatMap(({ healthless }) => [...healthless])),
    problems: asked.flatMap(({ problems }) => problems),
  };
}

/** Answers that could not be read; reporting that nobody answered is left to the round. */
export function problemsOf(probe: Probe<Gathered<unknown>> | null, of: Problem["of"]): Problem[] {
  if (!probe) return [];
  if (probe.ok) return probe.value.problems.map((problem) => ({ ...problem, of }));
  return probe.fault === "timeout" || probe.fault === "closed" ? [] : [{ message: probe.message, server: null, of }];
}

function healthlessOf(
  probe: Probe<Gathered<HealthReport>>,
  ids: ReadonlySet<string>,
  timeout: number,
): ReadonlyMap<string, Untold> {
  if (!probe.ok && probe.fault === "closed") return new Map();
  const message = `no answer to HEALTHZ that can be read within ${timeout} ms`;
  const why: Untold = probe.ok ? { ok: false, fault: "timeout", message, at: probe.at } : probe;
  const told = new Set(probe.ok ? probe.value.answers.map(({ server }) => server.id) : []);
  return new Map([...ids].filter((id) => !told.has(id)).map((id) => [id, why]));
}

function answersOf<T>(probe: Probe<Gathered<T>> | null): Answer<T>[] {
  return probe?.ok ? probe.value.answers.map((value) => ({ value, at: probe.at })) : [];
}
