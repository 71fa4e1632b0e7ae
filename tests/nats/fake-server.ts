import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { type RawData, type WebSocket, WebSocketServer } from "ws";

/** A loopback port where something other than a sound nats-server answers. */
export interface Fake extends AsyncDisposable {
  port: number;
  url: string;
}

const info = {
  server_id: "FAKE",
  server_name: "fake",
  version: "2.15.2",
  proto: 1,
  headers: true,
  max_payload: 1 << 20,
};

/** A raw TCP listener; `greet` is called with each connection. */
export async function fakePort(greet: (socket: Socket) => void): Promise<Fake> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    greet(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A WebSocket that does what `speak` does; it is called with each connection. */
export async function fakeWebSocket(speak: (socket: WebSocket) => void): Promise<Fake> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  server.on("connection", speak);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, "close");
    },
  };
}

/**
 * A server that lets everyone in and answers each request with these messages, of headers and body. It tells of
 * these addresses, `host:port`.
 */
export async function fakeNats(
  answers: (subject: string, socket: WebSocket) => { headers?: string; body: Buffer | string }[],
  connectUrls: string[] = [],
): Promise<Fake> {
  return fakeWebSocket((socket) => {
    socket.send(Buffer.from(`INFO ${JSON.stringify({ ...info, connect_urls: connectUrls })}\r\n`));
    socket.on("message", (data) => {
      const text = textOf(data);
      if (/^PING\r\n/m.test(text)) socket.send(Buffer.from("PONG\r\n"));
      for (const [, subject, reply] of text.matchAll(/^H?PUB (\S+) (\S+) /gm)) {
        for (const { headers, body } of answers(subject ?? "", socket))
          socket.send(message(reply ?? "", headers, Buffer.from(body)));
      }
    });
  });
}

function message(subject: string, headers: string | undefined, body: Buffer): Buffer {
  const end = Buffer.from("\r\n");
  if (headers === undefined) return Buffer.concat([Buffer.from(`MSG ${subject} 1 ${body.length}\r\n`), body, end]);
  const block = Buffer.from(`NATS/1.0${headers}\r\n\r\n`);
  const size = block.length + body.length;
  return Buffer.concat([Buffer.from(`HMSG ${subject} 1 ${block.length} ${size}\r\n`), block, body, end]);
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(new Uint8Array(data)).toString();
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
