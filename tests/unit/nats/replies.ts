/** The `server` block of the replies made here. */
export const server = { name: "n1", id: "N1", ver: "2.15.2", jetstream: true };

/** A reply of server n1 with this `data`. */
export function jsz(data: object): string {
  return JSON.stringify({ server, data });
}

/** A stream as servers report it, with these fields beside or in place of its own. */
export function stream(change: object): object {
  return { name: "ORDERS", created: "2026-01-02T03:04:05.123456789Z", config: { name: "ORDERS" }, ...change };
}
