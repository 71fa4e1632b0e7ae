import type { HistoryPoint } from "../../../lib/model/board.ts";
import { minutes, NOW } from "./build.ts";

/** Upgraded from 2.12 to 2.15 server by server, then one rolled back. */
export const incidentHistory: HistoryPoint[] = [
  { at: NOW - minutes(90), levels: { "3": 3 }, reasons: {} },
  { at: NOW - minutes(70), levels: { "3": 2, "5": 1 }, reasons: {} },
  { at: NOW - minutes(62), levels: { "3": 1, "5": 2 }, reasons: {} },
  { at: NOW - minutes(55), levels: { "5": 3 }, reasons: {} },
  { at: NOW - minutes(14), levels: { "5": 2 }, reasons: { "host-down": 4 } },
  { at: NOW - minutes(12), levels: { "3": 1, "5": 2 }, reasons: { "api-level": 2, "config-field": 1 } },
  {
    at: NOW - minutes(11),
    levels: { "3": 1, "5": 2 },
    reasons: { "api-level": 2, "config-field": 1, "unsupported-consumer": 1, "stream-offline": 1 },
  },
];

export const calmHistory: HistoryPoint[] = [
  { at: NOW - minutes(90), levels: { "5": 3 }, reasons: {} },
  { at: NOW - minutes(45), levels: { "5": 3 }, reasons: {} },
];

/** n3 is still to come, and an edge server runs a level of its own. */
export const rolloutHistory: HistoryPoint[] = [
  { at: NOW - minutes(90), levels: { "0": 1, "3": 3, none: 1 }, reasons: {} },
  { at: NOW - minutes(21), levels: { "0": 1, "3": 2, "5": 1, none: 1 }, reasons: {} },
  { at: NOW - minutes(3), levels: { "0": 1, "3": 1, "5": 2, none: 1 }, reasons: {} },
];

export const partialHistory: HistoryPoint[] = [
  { at: NOW - minutes(90), levels: { "5": 3 }, reasons: {} },
  { at: NOW - minutes(4), levels: { "5": 2 }, reasons: {} },
];
