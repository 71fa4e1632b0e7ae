import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "..", "fixtures");

/** Captured systems, `2.15.2/cluster`: folders of what real servers answered. */
export const fixtures: string[] = readdirSync(folder).flatMap((version) =>
  readdirSync(join(folder, version)).map((system) => `${version}/${system}`),
);

/** The files of a captured system that hold one reply a server, without `.json`. */
export function systemFiles(fixture: string): string[] {
  return readdirSync(join(folder, fixture)).flatMap((file) => (file === "js-api.json" ? [] : [file.slice(0, -5)]));
}

/** The replies of one question, one a server, as text. */
export function systemReplies(fixture: string, file: string): string[] {
  const lines = readFileSync(join(folder, fixture, `${file}.json`), "utf8").split("\n");
  return lines.filter((line) => line.startsWith("{")).map((line) => line.replace(/,$/, ""));
}

/** The answers of the JetStream API in account APP, by endpoint, as text. */
export function apiReplies(fixture: string): Map<string, string> {
  const lines = readFileSync(join(folder, fixture, "js-api.json"), "utf8").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const match = /^"([^"]+)": (.*?),?$/.exec(line);
      return match?.[1] && match[2] ? [[match[1], match[2]] as const] : [];
    }),
  );
}
