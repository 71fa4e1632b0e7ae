import { startAsked } from "./asked-process.ts";
import type { Round, RoundWork } from "./round-process.ts";
import { mean } from "./statistics.ts";

/** What it costs to fetch the details of all servers once and do the least with them. */
export interface Bare extends Omit<Round, "cpu"> {
  /** CPU time of gunzip and JSON.parse alone, ms. */
  cpu: number;
  /** CPU time of all that makes reports of the same bytes, ms. */
  decoding: number;
}

export interface BareRounds extends AsyncDisposable {
  /** So many more, of each work in turn. */
  take(count: number): Promise<void>;
  /** The mean of all that were taken. */
  mean(): Bare;
}

/**
 * Full rounds of each: JSZ of every server with accounts, streams, consumers and configs. Each work has a process of
 * its own: the garbage that one leaves would be collected in the other's time.
 */
export async function startBare(url: string): Promise<BareRounds> {
  await using processes = new AsyncDisposableStack();
  const start = (work: RoundWork) => processes.use(startAsked<Round>("./round-process.ts", [url, work]));
  const parsing = start("parsing");
  const decoding = start("decoding");
  const taken: { parsed: Round; decoded: Round }[] = [];
  const takeOne = async () => ({ parsed: await parsing.ask(), decoded: await decoding.ask() });
  // In the first V8 compiles what the later ones run: a board runs for months.
  await takeOne();
  const held = processes.move();
  return {
    async take(count) {
      for (let round = 0; round < count; round++) taken.push(await takeOne());
    },
    mean() {
      const [first] = taken;
      if (!first) throw new Error("no round was taken");
      const cpu = mean(taken.map(({ parsed }) => parsed.cpu));
      return { ...first.parsed, cpu, decoding: mean(taken.map(({ decoded }) => decoded.cpu)) };
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
