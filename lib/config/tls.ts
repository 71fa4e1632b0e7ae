import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Tls } from "../model/context.ts";
import type { Report } from "./fault.ts";
import type { Setting, Settings } from "./setting.ts";

const PEM_REMEDY = "Name a PEM file with -----BEGIN CERTIFICATE----- in it.";

const NONE: Tls = { ca: null, certificate: null, key: null, serverName: null };

/**
 * The TLS material, checked here so that a wrong file is named at start and not as a failing handshake. None after
 * reporting a fault: accounts take it over from their context, and would report it again.
 */
export function readTls(settings: Settings, urls: string[], report: Report): Tls {
  const { ca, certificate, key, serverName } = settings;
  let isSound = true;
  const note: Report = (...fault) => {
    isSound = false;
    report(...fault);
  };
  if (ca) checkCertificates(ca, note);
  if (certificate && key) checkPair(certificate, key, note);
  else if (certificate) note(certificate.place, "a client certificate without its key", "Name the private key too.");
  else if (key) note(key.place, "a private key without its certificate", "Name the client certificate too.");
  checkIsUsed(settings, urls, note);
  if (!isSound) return NONE;
  return {
    ca: ca?.text ?? null,
    certificate: certificate?.text ?? null,
    key: key?.text ?? null,
    serverName: serverName?.text ?? null,
  };
}

/** Whoever names certificates expects encryption: over ws:// the credentials would travel in the clear. */
function checkIsUsed(settings: Settings, urls: string[], report: Report): void {
  const setting = settings.ca ?? settings.certificate ?? settings.serverName;
  if (!setting || urls.length === 0 || urls.some((url) => url.startsWith("wss:"))) return;
  report(setting.place, "TLS settings, but every URL is ws://, which is not encrypted", "Use wss://, or drop them.");
}

function checkPair(certificate: Setting, key: Setting, report: Report): void {
  const first = checkCertificates(certificate, report);
  try {
    const privateKey = createPrivateKey(key.text);
    if (first && !first.checkPrivateKey(privateKey)) {
      report(key.place, "the key does not belong to the client certificate", "Name the certificate's own key.");
    }
  } catch {
    report(key.place, "this is not a private key that can be read", "Name a PEM private key without a passphrase.");
  }
}

/** Reports a text that is not one or more certificates; gives the first. */
function checkCertificates({ text, place }: Setting, report: Report): X509Certificate | null {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    const [first] = blocks.map((block) => new X509Certificate(block));
    if (first) return first;
    report(place, "there is no certificate in it", PEM_REMEDY);
  } catch {
    report(place, "a certificate in it cannot be read", PEM_REMEDY);
  }
  return null;
}
