import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import type { Tls } from "../model/context.ts";
import { messageOf } from "../model/words.ts";
import type { WireProblem } from "./wire.ts";

/**
 * Why OpenSSL refuses the certificates and the key, before any server is asked: one may be sound by itself and yet too
 * weak, or not belong to the other. Null where it takes them.
 */
export function tlsProblem({ ca, certificate, key }: Tls): WireProblem | null {
  try {
    createSecureContext({
      ...(ca !== null && { ca }),
      ...(certificate !== null && { cert: certificate }),
      ...(key !== null && { key }),
    });
    return null;
  } catch (error) {
    // OpenSSL's text names what failed ("key values mismatch"), never what it read.
    return {
      fault: "closed",
      message: `the client certificate and key cannot be used: ${messageOf(error)}`,
      remedy: "Check the PEM files that the TLS settings name.",
    };
  }
}

/** Whether a certificate that OpenSSL takes, PEM, is valid no longer; of a chain the first counts. */
export function hasExpired(certificate: string | null): boolean {
  return certificate !== null && new X509Certificate(certificate).validToDate.getTime() <= Date.now();
}
