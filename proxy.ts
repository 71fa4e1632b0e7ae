import { type NextRequest, NextResponse } from "next/server";
import { httpConfigOfProcess, isDevelopment } from "./lib/config/of-process.ts";
import { isAllowedHost } from "./lib/output/host-check.ts";
import { securityHeaders } from "./lib/output/security-headers.ts";

/** Plimsoll only shows. */
const METHODS = ["GET", "HEAD", "OPTIONS"];

/** Passes every request: refuses foreign hosts and what would change something, and gives each answer its headers. */
export function proxy(request: NextRequest): NextResponse {
  const { host, allowedHosts, frameAncestors } = httpConfigOfProcess();
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const headers = securityHeaders({ nonce, frameAncestors, isDevelopment: isDevelopment() });
  if (!isAllowedHost(request.headers.get("host"), { host, allowed: allowedHosts })) {
    const remedy = "Plimsoll serves loopback's names and those in PLIMSOLL_ALLOWED_HOSTS: name this one there.";
    return NextResponse.json({ error: "this host is not served", remedy }, { status: 421, headers });
  }
  if (!METHODS.includes(request.method)) {
    const problem = { error: `${request.method} is not served`, remedy: "Plimsoll only shows: ask with GET." };
    return NextResponse.json(problem, { status: 405, headers: { ...headers, Allow: METHODS.join(", ") } });
  }
  // Next reads the nonce for its scripts out of the policy in the request.
  const forwarded = new Headers(request.headers);
  forwarded.set("Content-Security-Policy", headers["Content-Security-Policy"] ?? "");
  return NextResponse.next({ request: { headers: forwarded }, headers });
}
