import { PATIENCE } from "./fetch-json.ts";
import { wantsLogin } from "./login.ts";

/** Asks a page of the feed's own kind why the feed failed: an EventSource tells no status. */
export async function probe(): Promise<"login" | "down" | "up"> {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch("/api/v1/contexts", { signal, cache: "no-store", redirect: "manual" });
    if (wantsLogin(answer)) return "login";
    return answer.ok ? "up" : "down";
  } catch {
    return "down";
  }
}
