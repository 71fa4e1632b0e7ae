export interface StreamEvent {
  event: string;
  id: string | null;
  data: { [key: string]: unknown };
}

/** Opens an event stream and gives its events one by one, by what they carry. */
export async function openEvents(url: string, headers: { [name: string]: string } = {}) {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = "";

  async function next(): Promise<StreamEvent> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const event = parseFrame(text.slice(0, end));
        text = text.slice(end + 2);
        if (event) return event;
        continue;
      }
      const chunk = await reader?.read();
      if (!chunk || chunk.done) throw new Error("the stream ended");
      text += decoder.decode(chunk.value, { stream: true });
    }
  }

  /** The next event of a name; others are passed over. */
  async function nextOf(name: string): Promise<StreamEvent> {
    for (;;) {
      const event = await next();
      if (event.event === name) return event;
    }
  }

  return { response, next, nextOf, close: () => abort.abort() };
}

function parseFrame(frame: string): StreamEvent | null {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(frame)?.[1] ?? null;
  const event = field("event");
  return event === null ? null : { event, id: field("id"), data: JSON.parse(field("data") ?? "{}") };
}
