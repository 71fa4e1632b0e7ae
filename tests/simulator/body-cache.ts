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

/** A piece of a body, which is built again once its generation is another. */
export interface Piece {
  key: string;
  generation: string;
  build: () => string;
}

export interface BodyCache {
  get(piece: Piece): Body;
}

export function createBodyCache(): BodyCache {
  const bodies = new Map<string, { generation: string; body: Body }>();
  return {
    get({ key, generation, build }) {
      const known = bodies.get(key);
      if (known?.generation === generation) return known.body;
      const body = bodyOf(build);
      bodies.set(key, { generation, body });
      return body;
    },
  };
}

/** A gzip file may have several members: the short head is packed anew for each reply, each body once. */
export function joined(head: string, bodies: readonly Body[], isPacked: boolean): Buffer {
  if (!isPacked) return Buffer.concat([Buffer.from(head), ...bodies.map((body) => body.plain())]);
  return Buffer.concat([gzipSync(head, { level: 1 }), ...bodies.map((body) => body.packed())]);
}
