import { setImmediate } from "node:timers/promises";
import { type Reply, type Wire, WireError, type WireOptions, type WireStatus } from "../nats/wire.ts";
import { firstAfter } from "./answers.ts";
import { requestInfoOf } from "./record.ts";
import type { AnswerEvent, Question, StatusEvent } from "./tape.ts";

const NOT_RECORDED: WireStatus = { state: "disconnected", url: "", problem: null };

/** What a replayed wire asks of its replay. */
export interface Player {
  /** ms since the start of the tape. */
  position(): number;
  answer(question: Question, position: number): AnswerEvent | null;
  /** Of this wire, in order of time. */
  statuses: StatusEvent[];
  /** Resolves to true after `duration` ms of tape, to false at once when aborted or when the tape starts again. */
  wait(duration: number, signal: AbortSignal): Promise<boolean>;
  /** Calls whenever a status may have changed; returns the undo. */
  onTurn(listener: () => void): () => void;
}

/** The wire recorded under `name`, at the replay's present position. */
export function openReplayWire(name: string, player: Player): Wire {
  const undos = new Set<() => void>();
  const closing = new AbortController();
  return { request, status, onStatus, close };

  async function* request(subject: string, body: string, options: WireOptions): AsyncGenerator<Reply> {
    // As over a network, no answer comes in the turn in which it was asked.
    await setImmediate();
    if (closing.signal.aborted) throw new WireError("closed", "the replay is closed");
    const question = { wire: name, subject, body, requestInfo: requestInfoOf(options.headers) };
    const answer = player.answer(question, player.position());
    if (!answer) throw new WireError("timeout", `${subject} was not asked in this recording`);
    const duration = Math.min(answer.took, options.timeout);
    const isInterrupted = duration > 0 && !(await player.wait(duration, closing.signal));
    if (isInterrupted) throw new WireError("closed", "the recording has ended meanwhile");

    const wanted = options.replies ?? (options.linger === undefined ? 1 : Number.POSITIVE_INFINITY);
    yield* answer.replies.slice(0, wanted);
    if (answer.replies.length >= wanted) return;
    if (answer.fault) throw new WireError(answer.fault.fault, answer.fault.message);
  }

  function status(): WireStatus {
    const position = player.position();
    const event = player.statuses[firstAfter(player.statuses, position) - 1] ?? player.statuses[0];
    return event?.status ?? NOT_RECORDED;
  }

  function onStatus(listener: (status: WireStatus) => void): () => void {
    let told = status();
    const undo = player.onTurn(() => {
      const now = status();
      if (now === told) return;
      told = now;
      listener(now);
    });
    undos.add(undo);
    return () => {
      undos.delete(undo);
      undo();
    };
  }

  async function close(): Promise<void> {
    closing.abort();
    for (const undo of undos) undo();
    undos.clear();
  }
}
