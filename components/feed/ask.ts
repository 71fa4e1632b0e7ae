/** How long an answer of Plimsoll may take: a request to a process that hangs would wait for ever. */
export function patience(): AbortSignal {
  return AbortSignal.timeout(8_000);
}

/** Asks Plimsoll for a path, and no cache. It never redirects: what does is a gateway, and is not followed. */
export function ask(path: string, signal = patience()): Promise<Response> {
  // A kiosk's address may have a user and a password, which a bare path would take over: `fetch` refuses that.
  return fetch(location.origin + path, { signal, cache: "no-store", redirect: "manual" });
}
