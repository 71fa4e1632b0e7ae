import { ask } from "./ask.ts";
import type { Failure } from "./feed.ts";
import { wantsLogin } from "./login.ts";

/** Asks which systems are watched, to learn why the feed of one failed: an EventSource tells no status. */
export async function probe(context: string): Promise<Failure> {
  try {
    const answer = await ask("/api/v1/contexts");
    if (wantsLogin(answer)) return "login";
    if (!answer.ok) return "retrying";
    const { contexts }: { contexts: { name: string }[] } = await answer.json();
    return contexts.some(({ name }) => name === context) ? "retrying" : "gone";
  } catch {
    return "retrying";
  }
}
