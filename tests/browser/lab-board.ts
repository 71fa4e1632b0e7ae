import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { type BoardProcess, startBoard } from "../http/board-process.ts";
import { users } from "../lab/client.ts";
import { askApi } from "../lab/jetstream-api.ts";
import type { LabSystem } from "../lab/system.ts";

export interface LabBoard extends AsyncDisposable {
  url: string;
  /** The board's own JSON about the context `lab`. */
  snapshot(): Promise<{ connection: { server: string | null }; observedAt: string | null; status: string }>;
}

/** The built board, as `npm start` serves it with a plimsoll.yaml for these servers, and for a system `gone` that is not there. */
export async function boardOf(system: LabSystem): Promise<LabBoard> {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-lab-"));
  const path = join(folder, "plimsoll.yaml");
  const as = ({ user, pass }: { user: string; pass: string }) => ({ user, password: pass });
  const accounts = [
    { name: "APP", ...as(users.app) },
    { name: "BILLING", ...as(users.billing) },
  ];
  const lab = { name: "lab", url: system.websocketUrls, ...as(users.sys), accounts, pollInterval: "1s" };
  // Nothing listens there.
  const gone = { name: "gone", url: "ws://127.0.0.1:9", pollInterval: "1s" };
  writeFileSync(path, stringify({ contexts: [lab, gone] }));
  const board: BoardProcess = await startBoard({ env: { PLIMSOLL_CONFIG: path } });
  return {
    url: board.url,
    snapshot: async () => (await fetch(`${board.url}/api/v1/contexts/lab/snapshot`)).json(),
    async [Symbol.asyncDispose]() {
      await board.stop("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The streams of APP that the servers themselves call offline, each with their words. */
export async function offlineByInfo(system: LabSystem, streams: string[]): Promise<{ [stream: string]: string }> {
  await using app = await system.openClient(users.app);
  const found: { [stream: string]: string } = {};
  for (const stream of streams) {
    const { error } = (await askApi(app, `STREAM.INFO.${stream}`)) as { error?: { description: string } };
    const words = /is offline: (.*)/.exec(error?.description ?? "")?.[1];
    if (words) found[stream] = words;
  }
  return found;
}
