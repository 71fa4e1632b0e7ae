/** What a client sends. */
export type ClientLine =
  | { kind: "connect"; user: string }
  | { kind: "ping" }
  | { kind: "sub"; subject: string; sid: string }
  | { kind: "unsub"; sid: string }
  | { kind: "pub"; subject: string; reply: string; headers: Map<string, string>; body: string };

/** Cuts what a client sends into its commands; a command may come in several pieces. */
export function createParser(): (data: Buffer) => ClientLine[] {
  let rest: Buffer = Buffer.alloc(0);
  return (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    const lines: ClientLine[] = [];
    for (;;) {
      const end = rest.indexOf("\r\n");
      if (end < 0) return lines;
      const [word = "", ...args] = rest.toString("utf8", 0, end).split(" ");
      const size = word === "PUB" || word === "HPUB" ? Number(args.at(-1)) : null;
      const next = size === null ? end + 2 : end + 2 + size + 2;
      if (rest.length < next) return lines;
      const payload = rest.subarray(end + 2, size === null ? end + 2 : end + 2 + size);
      const line = lineOf(word.toUpperCase(), args, payload);
      if (line) lines.push(line);
      rest = rest.subarray(next);
    }
  };
}

function lineOf(word: string, args: string[], payload: Buffer): ClientLine | null {
  const [first = "", second = ""] = args;
  if (word === "PING") return { kind: "ping" };
  if (word === "CONNECT") return { kind: "connect", user: String(JSON.parse(args.join(" ")).user ?? "") };
  if (word === "SUB") return { kind: "sub", subject: first, sid: args.at(-1) ?? "" };
  if (word === "UNSUB") return { kind: "unsub", sid: first };
  if (word === "PUB") {
    const reply = args.length > 2 ? second : "";
    return { kind: "pub", subject: first, reply, headers: new Map(), body: payload.toString() };
  }
  if (word !== "HPUB") return null;
  const split = Number(args.at(-2));
  const headers = headersOf(payload.toString("utf8", 0, split));
  const reply = args.length > 3 ? second : "";
  return { kind: "pub", subject: first, reply, headers, body: payload.toString("utf8", split) };
}

function headersOf(block: string): Map<string, string> {
  const pairs = block.split("\r\n").flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    return colon > 0 ? [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]] : [];
  });
  return new Map(pairs);
}

/** The line before a message's body, and its headers; the body and an empty line follow. */
export function messageHead(subject: string, sid: string, headers: string, bodySize: number): Buffer {
  if (headers === "") return Buffer.from(`MSG ${subject} ${sid} ${bodySize}\r\n`);
  const block = `NATS/1.0${headers}\r\n\r\n`;
  const size = Buffer.byteLength(block);
  return Buffer.from(`HMSG ${subject} ${sid} ${size} ${size + bodySize}\r\n${block}`);
}

/** Whether a subject is one of those that a subscription names. */
export function isSubscribed(subscription: string, subject: string): boolean {
  const wanted = subscription.split(".");
  const tokens = subject.split(".");
  const open = wanted.indexOf(">");
  if (open >= 0 ? tokens.length <= open : tokens.length !== wanted.length) return false;
  return wanted.every((token, index) => token === ">" || token === "*" || token === tokens[index]);
}
