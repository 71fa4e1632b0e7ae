/** What the headers of an answer depend on. */
export interface SecurityOptions {
  nonce: string;
  /** CSP sources that may embed the board; none where empty. */
  frameAncestors: string[];
  /** `next dev` evaluates code and talks over a WebSocket. */
  isDevelopment: boolean;
}

/**
 * The content security policy: what is not named here is forbidden. Scripts run by nonce only. `style-src-attr` is open
 * because React writes `style` attributes into the HTML that it sends; style sheets and `<style>` stay closed.
 */
export function contentSecurityPolicy({ nonce, frameAncestors, isDevelopment }: SecurityOptions): string {
  const directives = {
    "default-src": "'none'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src": isDevelopment ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "connect-src": isDevelopment ? "'self' ws:" : "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": frameAncestors.length > 0 ? frameAncestors.join(" ") : "'none'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** The headers of every answer. */
export function securityHeaders(options: SecurityOptions): { [name: string]: string } {
  return {
    "Content-Security-Policy": contentSecurityPolicy(options),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), screen-wake-lock=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(options.frameAncestors.length === 0 && { "X-Frame-Options": "DENY" }),
  };
}
