import type { Credentials, Target } from "../model/context.ts";
import { visible } from "../model/visible.ts";
import { type Address, givenAddress, learnAddresses } from "./address.ts";
import { type Login, parseLogin } from "./credentials.ts";
import { openSession, type Session } from "./session.ts";
import { tlsProblem } from "./tls.ts";
import { type Wire, WireError, type WireProblem, type WireStatus } from "./wire.ts";

export interface ConnectOptions {
  /** Shown in the servers' lists of connections. */
  name: string;
  /** A line for the log, without secrets, and without what would steer a terminal in what servers say. */
  onLog?: (line: string) => void;
  /** The present credentials, asked for after a refusal: their file may have changed. Null where they cannot be had. */
  renew?: () => Credentials | null;
}

/** How long a server has to let us in, ms, at first and at most: short at first, so that a frozen one costs little. */
const DIAL_TIMEOUT = { first: 2_000, longest: 10_000 };
/** Pause after a round in which no server let us in, ms: doubled each round up to a cap, which rises after ten. */
const BACK_OFF = { first: 250, cap: 5_000, lateCap: 15_000, lateAfter: 10 };
/** A connection that ends sooner than this counts as a failed round, ms. */
const SHORT_LIFE = 2_000;
/** Learned addresses tried in a round: behind a proxy all of them may lead nowhere, and each takes its timeout. */
const LEARNED_A_ROUND = 2;

/**
 * A wire that connects by itself, at first and again after each loss, to any server of the system, for ever. It trusts
 * the URLs, which the configuration has checked; what is wrong with credentials, certificates or servers is in
 * `status().problem`. Servers are tried in turn, the one just lost last; addresses learned from servers come after those
 * that the operator gave, a few of them in each round.
 */
export function connectWire(target: Target, { name, onLog = () => {}, renew = () => null }: ConnectOptions): Wire {
  const listeners = new Set<(status: WireStatus) => void>();
  const closing = new AbortController();
  const given = target.urls.map(givenAddress);
  let status: WireStatus = { state: "connecting", url: given[0]?.url ?? "", problem: null };
  let session: Session | null = null;

  function setStatus(next: WireStatus): void {
    if (next.problem && next.problem.message !== status.problem?.message) {
      onLog(visible(`${name}: ${next.problem.message}. ${next.problem.remedy}`));
    }
    if (next.state === "connected") onLog(visible(`${name}: connected to ${next.serverName} at ${next.url}`));
    status = next;
    for (const listener of listeners) {
      try {
        listener(next);
      } catch (error) {
        onLog(visible(`${name}: a fault of Plimsoll: ${error}`));
      }
    }
  }

  function report(problem: WireProblem): void {
    setStatus({ state: status.state === "connecting" ? "connecting" : "disconnected", url: status.url, problem });
  }

  async function run(): Promise<void> {
    const login = parseLogin(target.credentials);
    const problem = login.ok ? tlsProblem(target.tls) : login.problem;
    if (problem) report(problem);
    else if (login.ok) await connectForEver(login.login);
  }

  async function connectForEver(first: Login): Promise<void> {
    let login = first;
    let addresses = given;
    let round = 0;

    /** One round, and the connection that it brings until that ends; true where a pause is to follow. */
    async function connectOnce(): Promise<boolean> {
      if (status.problem?.fault === "denied") login = renewed() ?? login;
      const opened = await dialEach(inRound(addresses, round), login, round);
      if (!opened) return true;
      const since = performance.now();
      const problem = await opened.ended;
      addresses = order(given, learnAddresses(opened.connectUrls(), opened.address), opened.address);
      session = null;
      void opened.close();
      if (closing.signal.aborted) return false;
      setStatus({ state: "disconnected", url: opened.address.url, problem });
      return performance.now() - since < SHORT_LIFE;
    }

    while (!closing.signal.aborted) {
      const isToPause = await connectOnce().catch((error: unknown) => {
        // Whatever it is, to try no more would be worse.
        report({
          fault: "closed",
          message: `cannot connect: ${error}`,
          remedy: "This is a fault of Plimsoll: report it.",
        });
        return true;
      });
      if (isToPause) await pause(backOff(round++), closing.signal);
      else round = 0;
    }
  }

  function renewed(): Login | null {
    const credentials = renew();
    const parsed = credentials && parseLogin(credentials);
    return parsed?.ok ? parsed.login : null;
  }

  async function dialEach(addresses: Address[], login: Login, round: number): Promise<Session | null> {
    const timeout = Math.min(DIAL_TIMEOUT.longest, DIAL_TIMEOUT.first * 2 ** Math.min(round, 10));
    const problems: WireProblem[] = [];
    for (const address of addresses) {
      const opened = await openSession(address, { ...target, name, login, timeout, signal: closing.signal });
      if (closing.signal.aborted) {
        if (opened.ok) await opened.session.close();
        return null;
      }
      if (opened.ok) {
        session = opened.session;
        const { serverName, serverId } = session;
        setStatus({ state: "connected", url: address.url, serverName, serverId, problem: null });
        return session;
      }
      problems.push(opened.problem);
    }
    const worst = problems.find(({ fault }) => fault === "denied") ?? problems[0];
    if (worst) report(worst);
    return null;
  }

  const running = run();
  return {
    request: (subject, body, options) => session?.request(subject, body, options) ?? refuse(status),
    status: () => status,
    onStatus: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      closing.abort();
      await session?.close();
      await running;
      setStatus({ state: "disconnected", url: status.url, problem: null });
      listeners.clear();
    },
  };
}

// biome-ignore lint/correctness/useYield: it fails when it is iterated, as any request does.
async function* refuse({ url, problem }: WireStatus): AsyncGenerator<never> {
  throw new WireError("closed", problem?.message ?? `not connected to ${url}`);
}

/** Given before learned, each once, the one just lost last. */
function order(given: readonly Address[], learned: readonly Address[], lost: Address): Address[] {
  const byUrl = new Map([...learned, ...given].map((address) => [address.url, address]));
  const all = [...new Set([...given, ...learned].map(({ url }) => url))].flatMap((url) => byUrl.get(url) ?? []);
  return [...all.filter(({ url }) => url !== lost.url), ...all.filter(({ url }) => url === lost.url)];
}

/** The addresses of a round, in order: all given ones, and those of the learned ones whose turn it is. */
function inRound(addresses: readonly Address[], round: number): Address[] {
  const learned = addresses.filter(({ isLearned }) => isLearned);
  const start = (round * LEARNED_A_ROUND) % Math.max(1, learned.length);
  const chosen = new Set([...learned, ...learned].slice(start, start + LEARNED_A_ROUND));
  return addresses.filter((address) => !address.isLearned || chosen.has(address));
}

function backOff(round: number): number {
  const cap = round < BACK_OFF.lateAfter ? BACK_OFF.cap : BACK_OFF.lateCap;
  return Math.min(cap, BACK_OFF.first * 2 ** Math.min(round, 10)) * (0.5 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
