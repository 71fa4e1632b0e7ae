import { describe, expect, test } from "vitest";
import { isAllowedHost } from "#lib/output/host-check.ts";
import { contentSecurityPolicy, securityHeaders } from "#lib/output/security-headers.ts";

describe("the Host header", () => {
  test.each([
    ["127.0.0.1", [], "127.0.0.1:3000", true],
    ["127.0.0.1", [], "localhost", true],
    ["127.0.0.1", [], "board.localhost:3000", true],
    ["::1", [], "[::1]:3000", true],
    ["127.0.0.1", [], "evil.example", false],
    ["127.0.0.1", [], "localhost.evil.example", false],
    ["127.0.0.1", [], "127.0.0.1.evil.example", false],
    ["127.0.0.1", [], null, false],
    ["localhost", ["plimsoll.example"], "Plimsoll.Example:443", true],
    ["127.0.0.1", ["*.example"], "a.example", true],
    ["127.0.0.1", ["*.example"], "notexample", false],
    ["0.0.0.0", [], "anything.example", true],
    ["0.0.0.0", ["plimsoll.example"], "other.example", false],
    ["0.0.0.0", ["plimsoll.example"], "127.0.0.1:3000", true],
  ])("listening on %s with %j allowed, %s is served: %s", (host, allowed, header, isServed) => {
    expect(isAllowedHost(header, { host, allowed })).toBe(isServed);
  });
});

describe("the content security policy", () => {
  const options = { nonce: "bm9uY2U=", frameAncestors: [], isDevelopment: false };

  test("forbids what it does not name", () => {
    const policy = contentSecurityPolicy(options);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).not.toMatch(/style-src [^;]*unsafe/);
  });

  test("lets the named origins embed the board", () => {
    const headers = securityHeaders({ ...options, frameAncestors: ["https://wall.example"] });
    expect(headers["Content-Security-Policy"]).toContain("frame-ancestors https://wall.example");
    expect(headers).not.toHaveProperty("X-Frame-Options");
    expect(securityHeaders(options)).toHaveProperty("X-Frame-Options", "DENY");
  });
});
