import type { Reason } from "./reason.ts";
import { isStop } from "./topology.ts";

/** What HEALTHZ says of one stream or consumer of its server. */
export interface AssetTrouble {
  /** The account's id, which is its name but in operator mode. */
  account: string;
  stream: string;
  /** Null where it is said of the stream. */
  consumer: string | null;
  kind: "unrecovered" | "write-error" | "not-current";
}

/** nats-server, monitor.go: healthz. Names of streams and consumers have neither spaces nor dots. */
const FORMS = [
  /^JetStream stream '(?<account>.+?) > (?<stream>[^\s.*>]+)' (?<said>.+)$/s,
  /^JetStream consumer '(?<account>.+?) > (?<stream>[^\s.*>]+) > (?<consumer>[^\s.*>]+)' (?<said>.+)$/s,
];

/** Standalone servers say the first two; members of a cluster write errors and the rest (isStreamHealthy, isConsumerHealthy). */
const SAID: [RegExp, AssetTrouble["kind"]][] = [
  [/^could not be recovered$/, "unrecovered"],
  [/^(?:is not current: (?:node|stream|consumer) )?write error: /, "write-error"],
  [/^is not current: /, "not-current"],
];

/** Reads HEALTHZ words about an asset; null for all other words, as of servers newer than this table. */
export function assetTroubleIn(words: string | null): AssetTrouble | null {
  for (const form of FORMS) {
    const { account, stream, consumer = null, said } = form.exec(words ?? "")?.groups ?? {};
    const kind = SAID.find(([pattern]) => pattern.test(said ?? ""))?.[1];
    if (account !== undefined && stream !== undefined && kind) return { account, stream, consumer, kind };
  }
  return null;
}

const TEXTS: Record<AssetTrouble["kind"], string> = {
  unrecovered: "Its server could not recover it when it started.",
  "write-error": "Its server failed to write it to disk, and stores nothing more in it.",
  "not-current": "Its server says that it is not current.",
};

/** HEALTHZ words of a server about an asset as the reason why it does not run there as it should. */
export function reasonOfTrouble(raw: string, kind: AssetTrouble["kind"], server: string): Reason {
  return { kind: "stopped", raw, text: TEXTS[kind], inferred: false, servers: [server] };
}

/** What to do about HEALTHZ words; null where nothing is known to help. */
export function remedyForWords(words: string | null): string | null {
  if (isStop(words)) {
    return "Read in the server's log why it stopped: no space left on its disk, no permission to write there, or its removal from the meta group. Mend that, then restart the server.";
  }
  if (assetTroubleIn(words)?.kind === "unrecovered") {
    return "Read in the server's log which file it could not read. Started again it fails again: restore the stream from a backup.";
  }
  if (words !== null && /\bwrite error\b/.test(words)) {
    return "Read in the server's log what it could not write, mostly as no space is left on its disk. Mend that, then restart the server: until then it stores nothing more.";
  }
  if (words !== null && /\b(?:not current|recovering)\b/.test(words)) {
    return "Read the server's log. After a restart this passes by itself once it has caught up.";
  }
  return null;
}
