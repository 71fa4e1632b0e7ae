import type { AssetName } from "./asset.ts";
import type { Reason } from "./reason.ts";

/** Commands of the NATS CLI that look closer at an asset; they only read. */
export function commandsFor({ domain, stream, consumer }: AssetName, reason: Reason | null): string[] {
  const nats = domain === null ? "nats" : `nats --js-domain ${quoted(domain)}`;
  const [server] = reason?.servers ?? [];
  return [
    consumer === null
      ? `${nats} stream info ${quoted(stream)}`
      : `${nats} consumer info ${quoted(stream)} ${quoted(consumer)}`,
    "nats server report jetstream",
    ...(server ? [`nats server request jetstream --name ${quoted(server)}`] : []),
  ];
}

/** A name as one word of a shell: names come from NATS and are not to be trusted. */
function quoted(name: string): string {
  return /^[\w.:@-]+$/.test(name) && !name.startsWith("-") ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
