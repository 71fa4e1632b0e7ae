import { ask } from "./fetch-json.ts";
import { wantsLogin } from "./login.ts";

/** Asks a page of the feed's own kind why the feed failed: an EventSource tells no status. */
export async function probe(): Promise<"login" | "down" | "up"> {
  try {
    const answer = await ask("/api/v1/contexts");
    if (wantsLogin(answer)) return "login";
    return answer.ok ? "up" : "down";
  } catch {
    return "down";
  }
}
