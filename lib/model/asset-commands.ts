import type { AssetName } from "./asset.ts";
import type { Reason } from "./reason.ts";
import { HIDDEN } from "./visible.ts";

/** Commands of the NATS CLI that look closer at an asset; they only read, whatever it is called. */
export function commandsFor({ domain, stream, consumer }: AssetName, reason: Reason | null): string[] {
  const nats = domain === null ? "nats" : `nats --js-domain=${quoted(domain)}`;
  const [server] = reason?.servers ?? [];
  return [
    consumer === null ? `${nats} stream info ${names(stream)}` : `${nats} consumer info ${names(stream, consumer)}`,
    "nats server report jetstream",
    ...(server ? [`nats server request jetstream --name=${quoted(server)}`] : []),
  ];
}

/** Names as arguments: one that begins as an option or a file of arguments does would be taken for that (fisk, parser.go: Next). */
function names(...all: string[]): string {
  const words = all.map(quoted);
  return (all.some((name) => /^[-@]/.test(name)) ? ["--", ...words] : words).join(" ");
}

/**
 * A name as one word of a shell: names come from NATS and are not to be trusted. What is hidden in it is written in bytes,
 * as a terminal may obey it when the command is pasted: `'a'$'\x15''b'`, which bash, zsh and ksh read.
 */
function quoted(name: string): string {
  if (/^[\w.:@-]+$/.test(name)) return name;
  const word = name.replaceAll("'", `'\\''`).replaceAll(HIDDEN, (found) => `'$'${bytesOf(found)}''`);
  return `'${word}'`;
}

function bytesOf(hidden: string): string {
  return encodeURIComponent(hidden).replaceAll("%", "\\x");
}
