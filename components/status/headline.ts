import { sortFindings } from "#components/finding/order.ts";
import { countOf, listOf } from "#components/ui/words.ts";
import type { AssetState } from "#lib/model/asset.ts";
import type { Board, Counts, Server, Status } from "#lib/model/board.ts";

export interface Headline {
  status: Status;
  /** What an onlooker must know first. */
  main: string;
  /** What comes next, in smaller type. */
  rest: string;
}

/** The state of a context in words and numbers. */
export function headlineOf(board: Board): Headline {
  const { head } = board;
  const { connection, coverage } = head;
  const servers = Object.values(board.servers);
  const { problem } = connection;
  if (problem?.fault === "denied") {
    return { status: "unknown", main: "Not permitted to look", rest: problem.message };
  }
  if (connection.state === "connecting" && servers.length === 0) {
    return { status: "unknown", main: "Connecting", rest: `Waiting for a first answer from ${connection.url}.` };
  }
  if (servers.length === 0 || coverage.servers.answered === 0) {
    return {
      status: "unknown",
      main: "No server answers",
      rest: problem?.message ?? `Asked through ${connection.url}.`,
    };
  }
  const down = downText(head.counts);
  if (down) return { status: "critical", main: down, rest: levelText(servers) };
  const worst = sortFindings(Object.values(board.findings))[0];
  if (worst && worst.severity !== "info") {
    return { status: head.status, main: worst.title, rest: `${levelText(servers)} ${nothingText(board)}` };
  }
  if (servers.every((server) => !server.jetstream)) {
    return { status: head.status, main: "No server here runs JetStream", rest: serversText(servers) };
  }
  return { status: head.status, main: levelText(servers), rest: nothingText(board) };
}

/** "3 streams and 1 consumer offline, 2 streams unavailable"; empty where none is down. */
export function downText(counts: Counts): string {
  const parts = (["offline", "unavailable"] as const)
    .map((state) => kindsText(counts, state))
    .filter((text) => text !== "");
  return parts.join(", ");
}

function kindsText(counts: Counts, state: AssetState): string {
  const streams = counts.assets.stream[state];
  const consumers = counts.assets.consumer[state];
  const kinds = [
    ...(streams ? [countOf(streams, "stream")] : []),
    ...(consumers ? [countOf(consumers, "consumer")] : []),
  ];
  return kinds.length === 0 ? "" : `${listOf(kinds)} ${state}`;
}

/** "All 3 servers run level 5." or "2 servers run level 5, 1 runs level 3." */
export function levelText(servers: Server[]): string {
  const known = servers.filter((server) => server.jetstream);
  const levels = [...new Set(known.map((server) => server.apiLevel))].sort((a, b) => (b ?? -1) - (a ?? -1));
  const [only] = levels;
  if (known.length === 0) return serversText(servers);
  if (levels.length === 1 && only !== undefined) {
    const who = known.length === 1 ? "The one server runs" : `All ${known.length} servers run`;
    return `${who} ${levelName(only)}.`;
  }
  const parts = levels.map((level, index) => {
    const count = known.filter((server) => server.apiLevel === level).length;
    const subject = index === 0 ? countOf(count, "server") : String(count);
    return `${subject} ${count === 1 ? "runs" : "run"} ${levelName(level)}`;
  });
  return `${listOf(parts)}.`;
}

export function levelName(level: number | null): string {
  return level === null ? "an unknown level" : `level ${level}`;
}

function serversText(servers: Server[]): string {
  return `${countOf(servers.length, "server")}, without JetStream.`;
}

function nothingText({ head }: Board): string {
  const { accounts } = head.coverage;
  const total = Object.values(head.counts.assets)
    .flatMap((states) => Object.values(states))
    .reduce((a, b) => a + b, 0);
  if (accounts.total > 0 && accounts.observed === 0) return "No account is observed: what is offline is not known.";
  if (accounts.observed < accounts.total) {
    return `Nothing is offline in the ${accounts.observed} of ${accounts.total} accounts observed.`;
  }
  return total === 0 ? "There are no streams yet." : "Nothing is offline.";
}
