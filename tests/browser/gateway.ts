import { connect, createServer, type Socket } from "node:net";

type Mode = "pass" | "cut" | "hole" | "login";

/** A TCP gateway before the real board: passes, refuses, swallows every byte, or asks viewers to sign in. */
export interface Gateway extends AsyncDisposable {
  url: string;
  set(mode: Mode): void;
  /** How many connections have come. */
  connections(): number;
}

const SIGN_IN = [
  "HTTP/1.1 302 Found",
  "Location: https://login.example/?next=board",
  "Content-Length: 0",
  "Connection: close",
  "",
  "",
].join("\r\n");

export async function gatewayTo(board: string): Promise<Gateway> {
  const { hostname, port } = new URL(board);
  const open = new Set<Socket>();
  let mode: Mode = "pass";
  let count = 0;
  const server = createServer((viewer) => {
    count += 1;
    keep(viewer);
    if (mode === "cut") return viewer.destroy();
    if (mode === "login") return viewer.once("data", () => viewer.end(SIGN_IN));
    const behind = connect(Number(port), hostname);
    keep(behind);
    // Bytes that come while the way is a hole are lost, as with a firewall that forgot the connection.
    viewer.on("data", (bytes) => mode !== "hole" && behind.write(bytes));
    behind.on("data", (bytes) => mode !== "hole" && viewer.write(bytes));
    viewer.on("close", () => behind.destroy());
    behind.on("close", () => viewer.destroy());
  });
  function keep(socket: Socket): void {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
  }
  const destroyAll = () => {
    for (const socket of open) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    connections: () => count,
    set(next) {
      mode = next;
      if (next === "cut" || next === "login") destroyAll();
    },
    async [Symbol.asyncDispose]() {
      destroyAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
