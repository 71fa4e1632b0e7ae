import type { Config } from "../config/config.ts";
import type { Board } from "../model/board.ts";
import type { ContextConfig, Target } from "../model/context.ts";
import { connectWire } from "../nats/connect.ts";
import { replayedContext } from "../recording/contexts.ts";
import { readTapeFile } from "../recording/file.ts";
import { openReplay } from "../recording/replay.ts";
import { type Registry, setRegistry } from "./registry.ts";
import { renewing } from "./renew.ts";
import { watchContext } from "./watch-context.ts";

type Running = Omit<Registry, "timeZone">;

/**
 * Starts one collector a context, live or from a recording, and makes them known to the process. Connecting goes on in
 * the background: a system that is down is a state of its board. Throws `TapeError` where the recording cannot be read.
 */
export function startRegistry({ replay, contexts, timeZone }: Config): void {
  const running = replay === null ? watchLive(contexts) : watchRecording(replay);
  setRegistry({ ...running, timeZone });
}

function watchLive(configs: ContextConfig[]): Running {
  const openWire = (target: Target, name: string) =>
    connectWire(target, {
      name: `plimsoll ${name}`,
      onLog: console.log,
      renew: renewing(name, console.log),
    });
  const source: Board["head"]["source"] = { kind: "live" };
  const contexts = configs.map((config) => watchContext(config, { openWire, source, onError: logError }));
  return {
    contexts,
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}

function watchRecording(path: string): Running {
  const playing = openReplay(readTapeFile(path));
  const { title, recordedAt, contexts: recorded } = playing.header;
  if (playing.notice) console.log(playing.notice);
  const source: Board["head"]["source"] = { kind: "recording", title, recordedAt };
  const contexts = recorded.map((context) =>
    watchContext(replayedContext(context), { openWire: (_, name) => playing.wire(name), source, onError: logError }),
  );
  const stopListening = playing.onLoop(() => {
    for (const context of contexts) context.restart();
  });
  return {
    contexts,
    async close() {
      stopListening();
      playing.close();
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}

/** A bug in a question must not end the watching; it must not pass unseen either. */
function logError(error: unknown): void {
  console.error("plimsoll: an error in the collector, which goes on:", error);
}
