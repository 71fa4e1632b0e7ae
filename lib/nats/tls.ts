import { createSecureContext } from "node:tls";
import type { Tls } from "../model/context.ts";
import type { WireProblem } from "./wire.ts";

/** What is wrong with the certificates and key themselves, before any server is asked; null where nothing is. */
export function tlsProblem({ ca, certificate, key }: Tls): WireProblem | null {
  const remedy = "Check the PEM files that the TLS settings name.";
  if (ca !== null && !ca.includes("-----BEGIN CERTIFICATE-----")) {
    return { fault: "closed", message: "the CA is not a PEM certificate", remedy };
  }
  if ((certificate === null) !== (key === null)) {
    const missing = key === null ? "key" : "certificate";
    return { fault: "closed", message: `the client certificate lacks its ${missing}`, remedy };
  }
  try {
    createSecureContext({
      ...(ca !== null && { ca }),
      ...(certificate !== null && { cert: certificate }),
      ...(key !== null && { key }),
    });
    return null;
  } catch (error) {
    // OpenSSL's text names what failed ("key values mismatch"), never what it read.
    const cause = error instanceof Error ? error.message : String(error);
    return { fault: "closed", message: `the client certificate and key cannot be used: ${cause}`, remedy };
  }
}
