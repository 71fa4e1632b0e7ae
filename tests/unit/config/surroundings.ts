import type { Surroundings } from "#lib/config/surroundings.ts";

/** Surroundings made of tables: no process, no disk. */
export function surroundings(env: { [name: string]: string }, files: { [path: string]: string } = {}): Surroundings {
  return {
    env,
    folder: "/srv",
    home: "/home/op",
    readFile(path) {
      const text = files[path];
      return text === undefined ? { ok: false, isMissing: true, message: "there is no such file" } : { ok: true, text };
    },
    recordingFault: () => null,
  };
}

export const SEED = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
export const JWT = "eyJ0eXAiOiJKV1QifQ.e30.c2ln";
export const CREDS = [
  "-----BEGIN NATS USER JWT-----",
  JWT,
  "------END NATS USER JWT------",
  "-----BEGIN USER NKEY SEED-----",
  SEED,
  "------END USER NKEY SEED------",
].join("\n");
