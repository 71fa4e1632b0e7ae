import type { Published } from "../model/store.ts";

/**
 * `GET …/check`, for probes and scripts: 200 where nothing critical is known and something is known at all, else 503,
 * with a line for each critical finding. The unknown never passes.
 */
export function checkText({ board }: Published): { status: 200 | 503; text: string } {
  const { context, status, connection } = board.head;
  const critical = Object.values(board.findings).filter((finding) => finding.severity === "critical");
  const lines = critical.map(({ code, title }) => `${code} ${oneLine(title)}`);
  if (status === "unknown" && lines.length === 0) {
    lines.push(`unknown: ${oneLine(connection.problem?.message ?? `${context} has not been observed`)}`);
  }
  const fails = critical.length > 0 || status === "critical" || status === "unknown";
  if (fails) return { status: 503, text: `${lines.join("\n") || "critical"}\n` };
  return { status: 200, text: `${status}\n` };
}

/** Names in titles come from NATS: they must not make lines of their own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
}
