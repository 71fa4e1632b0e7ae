// Reads a board's event stream as so many screens do: `screens-process.ts <url> <screens>`, asked over IPC.
import { Agent, get } from "node:http";
import type { Socket } from "node:net";

/** What screens have got so far, all together. */
export interface Heard {
  /** Screens that have got their first board. */
  screens: number;
  /** Over the wire, bytes. */
  bytes: number;
  /** Of these the bytes of heartbeats. */
  heartbeats: number;
}

const [url = "", count = ""] = process.argv.slice(2);
const agent = new Agent({ keepAlive: false });
const sockets = new Set<Socket>();
const heard = { screens: 0, heartbeats: 0 };

for (let index = 0; index < Number(count); index++) open();
process.on("message", () => {
  const bytes = [...sockets].reduce((sum, socket) => sum + socket.bytesRead, 0);
  process.send?.({ ...heard, bytes } satisfies Heard);
});
process.on("disconnect", () => process.exit());

function open(): void {
  const request = get(url, { agent, headers: { Accept: "text/event-stream" } }, (response) => {
    if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode}`);
    let rest = "";
    response.setEncoding("utf8");
    response.on("data", (text: string) => {
      const frames = (rest + text).split("\n\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) note(frame);
    });
    response.on("end", () => {
      throw new Error("an event stream ended");
    });
  });
  request.on("socket", (socket) => sockets.add(socket));
  request.on("error", (error) => {
    throw error;
  });
}

function note(frame: string): void {
  if (frame.includes("event: board\n")) heard.screens++;
  if (frame.includes("event: ping\n")) heard.heartbeats += Buffer.byteLength(frame) + 2;
}
