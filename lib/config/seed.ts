import type { Report } from "./fault.ts";
import type { Setting } from "./setting.ts";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SEED_REMEDY = "A user's seed begins with SU; make one with `nk -gen user`.";

/** A user's seed, alone or inside the decoration of a seed file; null after reporting that it is none, or damaged. */
export function readSeed({ text, place }: Setting, report: Report, remedy = SEED_REMEDY): string | null {
  const seed = /\bSU[A-Z2-7]{56}\b/.exec(text)?.[0];
  if (!seed) {
    report(place, "this is not the nkey seed of a user", remedy);
    return null;
  }
  if (isIntact(seed)) return seed;
  report(place, "a character of the nkey seed is wrong: its checksum does not fit", "Copy the whole seed again.");
  return null;
}

/** Whether the last two bytes are the checksum of those before them (nats-io/nkeys, strkey.go: decode). */
function isIntact(seed: string): boolean {
  const bits = [...seed].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return crc16(bytes.subarray(0, -2)) === bytes.readUInt16LE(bytes.length - 2);
}

/** XMODEM's (nats-io/nkeys, crc16.go). */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x8000 ? 0x11021 : 0);
  }
  return crc;
}
