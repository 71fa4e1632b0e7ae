import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const howToGet =
  'no Chromium found: install it ("apt-get install chromium" on Debian), or set PLIMSOLL_CHROMIUM to its path';

/**
 * Of two lists of features that are switched off, Chromium takes the last: Playwright's, but for what other browsers need,
 * and the list of suggestions below the address line, which takes each new window more time than a test's page does.
 */
const SWITCHED_OFF = [
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
  "WebUIOmniboxPopup",
];

/** How Playwright starts it. */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  const args = ["--disable-gpu", "--disable-quic", `--disable-features=${SWITCHED_OFF.join(",")}`];
  return { executablePath: findChromium(), args };
}

/** The path of the machine's Chromium; throws one line that says how to get it. The user's PLIMSOLL_CHROMIUM wins. */
export function findChromium(): string {
  const own = process.env.PLIMSOLL_CHROMIUM;
  if (own && !existsSync(own)) throw new Error(`PLIMSOLL_CHROMIUM: there is no ${own}`);
  const found = own || places.find((place) => existsSync(place));
  if (!found) throw new Error(howToGet);
  return found;
}

/** As `findChromium`, but where none is there and we are root on Debian, it is installed first. */
function provideChromium(say: (line: string) => void): string {
  try {
    return findChromium();
  } catch (error) {
    const isDebianRoot = existsSync("/etc/debian_version") && process.getuid?.() === 0;
    if (!isDebianRoot || process.env.PLIMSOLL_CHROMIUM) throw error;
  }
  say("chromium: installing with apt-get");
  try {
    apt("update");
    apt("install", "-y", "--no-install-recommends", "chromium");
  } catch (cause) {
    throw new Error(howToGet, { cause });
  }
  return findChromium();
}

function apt(...words: string[]): void {
  execFileSync("apt-get", words, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: "inherit" });
}

if (import.meta.main) {
  try {
    console.log(`chromium: ${provideChromium(console.log)}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
