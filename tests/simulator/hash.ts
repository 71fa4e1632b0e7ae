/** A number from 0 to 2^32 - 1 that depends on nothing but its arguments. */
export function hash(...parts: number[]): number {
  let value = 0x9e3779b9;
  for (const part of parts) {
    value = Math.imul(value ^ part, 0x85ebca6b);
    value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
    value ^= value >>> 16;
  }
  return value >>> 0;
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A text of base 32, as the names that servers make up. */
export function randomText(length: number, ...parts: number[]): string {
  let text = "";
  for (let index = 0; index < length; index++) text += BASE32[hash(...parts, index) % BASE32.length];
  return text;
}
