import { expect, test } from "vitest";
import { liveSystems } from "#lib/command/live-systems.ts";
import { readConfig } from "#lib/config/read-config.ts";
import { surroundings } from "../config/surroundings.ts";

const yaml = "contexts:\n  - {name: a, url: ws://a}\n  - {name: b, url: ws://b}\n";

function systems(env: { [name: string]: string }, name?: string) {
  const read = readConfig(surroundings(env, { "/srv/x.rec": "", "/srv/plimsoll.yaml": yaml }));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const found = liveSystems(read.config, name);
  return typeof found === "string" ? found : found.map((context) => context.name);
}

test.each([
  ["all of a file", {}, undefined, ["a", "b"]],
  ["the one that is named", {}, "b", ["b"]],
  ["none of a name that is not there", {}, "c", "There is no system c. Name one of these: a, b."],
  [
    "none beside a recording",
    { PLIMSOLL_REPLAY: "x.rec" },
    undefined,
    "PLIMSOLL_REPLAY, /srv/x.rec, takes the place of live systems. Unset it.",
  ],
])("the live systems are %s", (_name, env, name, found) => {
  expect(systems(env, name)).toEqual(found);
});
