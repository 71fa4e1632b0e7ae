import { once } from "node:events";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import type { Population } from "./population.ts";
import { type ClientLine, createParser, isSubscribed, messageHead } from "./protocol.ts";
import type { Answer, Request, SimulatedSystem } from "./system.ts";

/** What clients asked and got, since it was last reset. */
export interface Traffic {
  /** One for each, however many servers answer it. */
  requests: number;
  answers: number;
  bytesIn: number;
  bytesOut: number;
  /** Requests, and bytes of their answers' bodies, by what was asked. */
  kinds: { [kind: string]: { requests: number; bytes: number } };
}

const NOTHING: Traffic = { requests: 0, answers: 0, bytesIn: 0, bytesOut: 0, kinds: {} };

export interface Endpoint extends AsyncDisposable {
  url: string;
  traffic(): Traffic;
  resetTraffic(): void;
}

/** May change the answers, or send to the client itself and give none. */
export type Tamper = (request: Request, answers: Answer[], send: (bytes: Buffer) => void, head: Heading) => Answer[];
/** Writes the line before a message of so many bytes to whom asked. */
export type Heading = (bodySize: number) => Buffer;

/** Serves a simulated system on a loopback port, as the WebSocket listener of its first server. */
export async function serve(system: SimulatedSystem, tamper: Tamper = (_, answers) => answers): Promise<Endpoint> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  const traffic = structuredClone(NOTHING);
  server.on("connection", (socket) => speak(socket, system, tamper, traffic));
  const address = server.address();
  return {
    url: `ws://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    traffic: () => structuredClone(traffic),
    resetTraffic: () => void Object.assign(traffic, structuredClone(NOTHING)),
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, "close");
    },
  };
}

function speak(socket: WebSocket, system: SimulatedSystem, tamper: Tamper, traffic: Traffic): void {
  const parse = createParser();
  const subscriptions = new Map<string, string>();
  let account: string | null = null;

  function send(...parts: Buffer[]): void {
    if (socket.readyState !== socket.OPEN) return;
    for (const part of parts) traffic.bytesOut += part.length;
    socket.send(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
  }

  function reply(line: ClientLine & { kind: "pub" }): void {
    traffic.requests++;
    const kind = traffic.kinds[kindOf(line)] ?? { requests: 0, bytes: 0 };
    traffic.kinds[kindOf(line)] = kind;
    kind.requests++;
    const sid = [...subscriptions].find(([, subject]) => isSubscribed(subject, line.reply))?.[0];
    if (sid === undefined) return;
    const request = { subject: line.subject, headers: line.headers, body: line.body, account };
    const answers = system.answer(request);
    const head = (size: number) => messageHead(line.reply, sid, "", size);
    if (!answers) send(messageHead(line.reply, sid, " 503", 0), CRLF);
    for (const { headers, body, delay } of tamper(request, answers ?? [], send, head)) {
      kind.bytes += body.length;
      traffic.answers++;
      const deliver = () => send(messageHead(line.reply, sid, headers, body.length), body, CRLF);
      if (delay === 0) deliver();
      else setTimeout(deliver, delay).unref();
    }
  }

  socket.on("error", () => {});
  socket.on("message", (data) => {
    const bytes = bytesOf(data);
    traffic.bytesIn += bytes.length;
    for (const line of parse(bytes)) {
      if (line.kind === "connect") account = accountOf(line.user, system.population);
      if (line.kind === "ping") send(PONG);
      if (line.kind === "sub") subscriptions.set(line.sid, line.subject);
      if (line.kind === "unsub") subscriptions.delete(line.sid);
      if (line.kind === "pub") reply(line);
    }
  });
  send(Buffer.from(`INFO ${JSON.stringify(infoOf(system.population))}\r\n`));
}

/** "VARZ", "JSZ with details", "STREAM.NAMES". */
function kindOf({ subject, body }: { subject: string; body: string }): string {
  const tokens = subject.split(".");
  if (!subject.startsWith("$SYS.")) return tokens.slice(2, 4).join(".");
  const [, , , , what = "STATSZ"] = tokens;
  return body.includes('"streams":true') ? `${what} with details` : what;
}

const CRLF = Buffer.from("\r\n");
const PONG = Buffer.from("PONG\r\n");

function infoOf({ servers }: Population): object {
  const [first] = servers;
  const server = { server_id: first?.id, server_name: first?.name, version: first?.release.version };
  return { ...server, proto: 1, headers: true, max_payload: 1 << 20, jetstream: true, auth_required: true };
}

/** The user `sys` is the system account's; each account has one of its own name in lower case. */
function accountOf(user: string, { accounts }: Population): string | null {
  return user === "sys" ? null : (accounts.find((account) => account.toLowerCase() === user) ?? "");
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}
