import { gzipSync } from "node:zlib";

/** A body that begins anew with each reply and else stays as it is: built once for each of its two forms. */
export interface Body {
  plain(): Buffer;
  packed(): Buffer;
}

function bodyOf(build: () => string): Body {
  let plain: Buffer | null = null;
  let packed: Buffer | null = null;
  return {
    plain: () => (plain ??= Buffer.from(build())),
    packed: () => (packed ??= gzipSync(plain ?? build())),
  };
}

/** Bodies by name; those of an earlier generation are built again. */
export interface BodyCache {
  get(name: string, generation: number, build: () => string): Body;
}

export function createBodyCache(): BodyCache {
  const bodies = new Map<string, { generation: number; body: Body }>();
  return {
    get(name, generation, build) {
      const known = bodies.get(name);
      if (known?.generation === generation) return known.body;
      const body = bodyOf(build);
      bodies.set(name, { generation, body });
      return body;
    },
  };
}

/** A gzip file may have several members: the short head is packed anew for each reply, the body once. */
export function joined(head: string, body: Body, isPacked: boolean): Buffer {
  if (!isPacked) return Buffer.concat([Buffer.from(head), body.plain()]);
  return Buffer.concat([gzipSync(head, { level: 1 }), body.packed()]);
}
