import type { Config } from "../config/config.ts";
import type { Board } from "../model/board.ts";
import type { ContextConfig, Target } from "../model/context.ts";
import { connectWire } from "../nats/connect.ts";
import type { Wire } from "../nats/wire.ts";
import { replayedContext } from "../recording/contexts.ts";
import { readTapeFile } from "../recording/file.ts";
import { openReplay } from "../recording/replay.ts";
import { type Registry, setRegistry } from "./registry.ts";
import { watchContext } from "./watch-context.ts";

type Running = Omit<Registry, "timeZone">;

export interface RegistryOptions {
  /** How wires are opened; in place of connecting, to record what passes. */
  openWire?: (target: Target, name: string) => Wire;
  /** A line for the log, without secrets. */
  onLog?: (line: string) => void;
}

/**
 * Starts one collector a context, live or from a recording, and makes them known to the process. Connecting goes on in
 * the background: a system that is down is a state of its board. Throws `TapeError` where the recording cannot be read.
 */
export async function startRegistry(config: Config, options: RegistryOptions = {}): Promise<Registry> {
  const running = config.replay === null ? watchLive(config.contexts, options) : replay(config.replay, options);
  const registry = { ...running, timeZone: config.timeZone };
  setRegistry(registry);
  return registry;
}

function watchLive(configs: ContextConfig[], { openWire, onLog = console.log }: RegistryOptions): Running {
  const open = openWire ?? ((target: Target, name: string) => connectWire(target, { name: `plimsoll ${name}`, onLog }));
  const source: Board["head"]["source"] = { kind: "live" };
  const contexts = configs.map((config) => watchContext(config, { openWire: open, source, onError: logError }));
  return {
    contexts,
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}

function replay(path: string, { onLog = console.log }: RegistryOptions): Running {
  const playing = openReplay(readTapeFile(path));
  const { title, recordedAt, contexts: recorded } = playing.header;
  if (playing.notice) onLog(playing.notice);
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
