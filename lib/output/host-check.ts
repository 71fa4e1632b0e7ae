/**
 * Whether a request may be answered by its `Host` header. A page on the web can point its own name at 127.0.0.1 (DNS
 * rebinding) and then read what is served there: on loopback only loopback's names and the allowed ones are served.
 * Elsewhere every name is, unless some are configured.
 */
export function isAllowedHost(header: string | null, { host, allowed }: { host: string; allowed: string[] }): boolean {
  if (!isLoopback(host) && allowed.length === 0) return true;
  const name = (header ?? "").toLowerCase().replace(/:\d+$/, "");
  return isLoopback(name) || allowed.some((pattern) => matches(name, pattern.toLowerCase()));
}

function isLoopback(name: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(name);
}

/** `*.example` stands for every name below example. */
function matches(name: string, pattern: string): boolean {
  return pattern.startsWith("*.") ? name.endsWith(pattern.slice(1)) : name === pattern;
}
