import { holdsOf } from "#lib/collector/holds.ts";
import { createDetailLook } from "#lib/collector/look-at-details.ts";
import { createSight, type Sight } from "#lib/collector/sight.ts";
import type { Wires } from "#lib/collector/wires.ts";
import { type ContextConfig, DEFAULT_BUDGET } from "#lib/model/context.ts";
import { answerOf } from "#lib/model/probe.ts";
import { type Wire, WireError } from "#lib/nats/wire.ts";
import { observedServer } from "../model/observed.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { bare } from "./context.ts";

export const config: ContextConfig = { ...bare, name: "large", accountPrefix: "mon.{account}", pollInterval: 2_000 };
export const holds = holdsOf(DEFAULT_BUDGET);

export interface Link {
  wire: Wire;
  /** What it was asked for and answered, since this was read last. */
  answered(): string[];
  /** After so many answers more the connection ends. */
  endAfter(answers: number): void;
}

export function link(answer: (subject: string, body: string) => string): Link {
  let asked: string[] = [];
  let left = Number.POSITIVE_INFINITY;
  return {
    wire: cannedWire((subject, body) => {
      if (left-- <= 0) throw new WireError("closed", "the connection has ended");
      asked.push(subject);
      return [answer(subject, body)];
    }),
    answered() {
      const read = asked;
      asked = [];
      return read;
    },
    endAfter(answers) {
      left = answers;
    },
  };
}

export function wiresOf(system: Wire, imports = system): Wires {
  return { system, imports, accounts: new Map() };
}

/** Lets so many servers answer a round: n1, to which the wire is connected, and so on. Gives their ids. */
export function enter(sight: Sight, count: number): string[] {
  const names = Array.from({ length: count }, (_, index) => `n${index + 1}`);
  const reports = names.flatMap((name) => answerOf(observedServer(name).jsz) ?? []);
  for (const report of reports) {
    const server = { ...report.server, id: report.server.name.toUpperCase() };
    sight.servers.noteJsz({ ...report, server }, Date.now());
  }
  sight.servers.endRound(Date.now(), Date.now());
  return names.map((name) => name.toUpperCase());
}

/** Details of a server that has no streams, yet so many bytes that 40 of them make a large system. */
export function detailsOf(subject: string): string {
  const id = subject.split(".")[3] ?? "";
  const server = { id, name: id.toLowerCase(), ver: "2.15.2", cluster: "C1", jetstream: true };
  return JSON.stringify({ server, data: { accounts: 0, total: 0, account_details: [], padding: "x".repeat(200_000) } });
}

export function detailsFixture(wire: Wire, count = 40) {
  const sight = createSight(config, wiresOf(wire));
  const servers = enter(sight, count);
  const look = createDetailLook(wire, sight, {
    bytes: { perSecond: DEFAULT_BUDGET.bytes, most: 16 * 1024 * 1024 },
    hold: holds.details,
    onStreams: () => {},
    onUrgent: () => {},
  });
  return { look, sight, servers };
}
