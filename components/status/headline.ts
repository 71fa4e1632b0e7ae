import { accountsText } from "#components/coverage/words.ts";
import type { AssetState } from "#lib/model/asset.ts";
import type { Board, Counts, Server, Status } from "#lib/model/board.ts";
import { byUrgency, type Finding, type Severity } from "#lib/model/finding.ts";
import { countOf, grouped, listOf } from "#lib/model/words.ts";

export interface Headline {
  status: Status;
  /** What an onlooker must know first. */
  main: string;
  /** What comes next, in smaller type. */
  rest: string;
}

const NO_MUTES: ReadonlyMap<string, unknown> = new Map();

/** The state of a context in words and numbers; what is muted, by key of the finding, does not count. */
export function headlineOf(board: Board, muted = NO_MUTES): Headline {
  const { head } = board;
  const { connection, coverage } = head;
  const servers = Object.values(board.servers);
  const { problem } = connection;
  if (problem?.fault === "denied") {
    return { status: "unknown", main: "Not permitted to look", rest: `Asked through ${connection.url}.` };
  }
  if (problem === null && servers.length === 0 && !isUnheard(board)) {
    return { status: "unknown", main: "Connecting", rest: `Waiting for a first answer from ${connection.url}.` };
  }
  if (servers.length === 0 || coverage.servers.answered === 0) {
    return {
      status: "unknown",
      main: "No server answers",
      rest: `Asked through ${connection.url}.`,
    };
  }
  if (muted.size > 0) return besidesMuted(board, muted);
  const down = downText(head.counts);
  if (down) return { status: "critical", main: down, rest: levelText(servers) };
  const worst = worstOf(Object.values(board.findings));
  if (worst) return { status: head.status, main: worst.text, rest: `${levelText(servers)} ${nothingText(board)}` };
  if (servers.every((server) => !server.jetstream)) {
    return {
      status: head.status,
      main: "No server here runs JetStream",
      rest: `${countOf(servers.length, "server answers", "servers answer")}, none can hold a stream.`,
    };
  }
  if (head.status === "unknown")
    return { status: "unknown", main: "Streams not looked at yet", rest: levelText(servers) };
  return { status: head.status, main: levelText(servers).replace(/\.$/, ""), rest: nothingText(board) };
}

/** The worst in words, where anything is wrong: servers fall silent one by one, but many at once are one thing to know. */
function worstOf(findings: Finding[]): { severity: Exclude<Severity, "info">; text: string } | null {
  const worst = findings.toSorted(byUrgency)[0];
  if (!worst) return null;
  const { severity, code, title } = worst;
  if (severity === "info") return null;
  const alike = code === "JS_SERVER_SILENT" ? findings.filter((each) => each.code === code) : [];
  const silent = alike.reduce((sum, { subjectCount }) => sum + subjectCount, 0);
  return { severity, text: alike.length > 1 ? `${countOf(silent, "server")} do not answer` : title };
}

/** The worst that is not muted. Counts hold what is muted too, so the findings speak. */
function besidesMuted({ head, findings, servers }: Board, muted: ReadonlyMap<string, unknown>): Headline {
  const worst = worstOf(Object.values(findings).filter(({ key }) => !muted.has(key)));
  const levels = levelText(Object.values(servers));
  const rest = `${countOf(muted.size, "finding")} muted in this browser.`;
  const isKnown = head.status !== "unknown";
  if (worst) return { status: isKnown ? worst.severity : "unknown", main: worst.text, rest: `${levels} ${rest}` };
  return { status: isKnown ? "ok" : "unknown", main: levels.replace(/\.$/, ""), rest };
}

/** "3 streams and 1 consumer offline, 2 streams unavailable"; empty where none is down. */
function downText(counts: Counts): string {
  const parts = (["offline", "unavailable"] as const)
    .map((state) => kindsText(counts, state))
    .filter((text) => text !== "");
  return parts.join(", ");
}

function kindsText(counts: Counts, state: AssetState): string {
  const kinds = (["stream", "consumer"] as const).flatMap((kind) => {
    const count = counts.assets[kind][state];
    return count ? countOf(count, kind) : [];
  });
  return kinds.length === 0 ? "" : `${listOf(kinds)} ${state}`;
}

/** "All 3 servers run level 5." or "2 servers run level 5, 1 runs level 3 and 1 is silent." */
function levelText(servers: Server[]): string {
  const silent = servers.filter(({ state }) => state === "silent").length;
  const heard = servers.filter(({ state, jetstream }) => state === "answering" && jetstream);
  const levels = [...new Set(heard.map(({ apiLevel }) => apiLevel))].sort((a, b) => (b ?? -1) - (a ?? -1));
  const [only = null] = levels;
  if (levels.length === 1 && silent === 0) {
    const of = heard.length < servers.length ? " with JetStream" : "";
    return heard.length === 1
      ? `The server${of} runs ${levelName(only)}.`
      : `All ${grouped(heard.length)} servers${of} run ${levelName(only)}.`;
  }
  const parts = levels.map((level, index) => {
    const count = heard.filter(({ apiLevel }) => apiLevel === level).length;
    return `${index === 0 ? countOf(count, "server") : grouped(count)} ${count === 1 ? "runs" : "run"} ${levelName(level)}`;
  });
  const quiet =
    silent > 0
      ? [`${parts.length === 0 ? countOf(silent, "server") : grouped(silent)} ${silent === 1 ? "is" : "are"} silent`]
      : [];
  if (parts.length === 0 && silent === 0) return `${countOf(servers.length, "server")}, without JetStream.`;
  return `${listOf([...parts, ...quiet])}.`;
}

function levelName(level: number | null): string {
  return level === null ? "an unknown level" : `level ${level}`;
}

export const FIRST_LOOK = "Streams are being looked at for the first time.";

/** Whether nobody answers any more, or nobody ever did, or what is answered is not understood. */
export function isUnheard({ findings }: Board): boolean {
  return Object.values(findings).some(({ code }) => code === "JS_VIEW_STALE");
}

/** Whether something of the system cannot be seen. */
function isPartial({ findings }: Board): boolean {
  return Object.values(findings).some(({ code }) => code === "JS_VIEW_PARTIAL");
}

function nothingText(board: Board): string {
  const { head } = board;
  if (head.status === "unknown") return isUnheard(board) ? "What is offline is not known now." : FIRST_LOOK;
  const { accounts } = head.coverage;
  const { stream, consumer } = head.counts.assets;
  const total = [stream, consumer].flatMap((states) => Object.values(states)).reduce((a, b) => a + b, 0);
  if (accounts.total > 0 && accounts.observed === 0) return "No account is observed: what is offline is not known.";
  if (accounts.observed < accounts.total) {
    return `Nothing is offline in the ${accountsText({ accounts })}.`;
  }
  if (total === 0) return isPartial(board) ? "No streams are seen." : "There are no streams yet.";
  return `Nothing is offline: ${countOf(stream.online, "stream")} and ${countOf(consumer.online, "consumer")} run.`;
}
