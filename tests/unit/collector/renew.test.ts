import { expect, test } from "vitest";
import { renewing } from "#lib/collector/renew.ts";
import { readContexts } from "#lib/config/read-config.ts";
import { CREDS, surroundings } from "../config/surroundings.ts";

const FILES = { "/srv/a.txt": "first", "/srv/a.creds": CREDS, "/srv/b.txt": "b" };
const YAML = `contexts:
  - name: a
    url: ws://a
    user: u
    passwordFile: a.txt
    accounts:
      - name: APP
        creds: a.creds
  - name: b
    url: ws://b
    user: u
    passwordFile: b.txt
`;
const BROKEN = "contexts: [";

/** What the wire of this name is given once these files are others or gone, and what is said of it. */
function renewed(wire: string, changes: { [path: string]: string | null }, env: { [name: string]: string } = {}) {
  const files: { [path: string]: string } = {};
  const before = { "/srv/plimsoll.yaml": YAML, ...FILES };
  for (const [path, text] of Object.entries({ ...before, ...changes })) if (text !== null) files[path] = text;
  const said: string[] = [];
  const renew = renewing(
    wire,
    (line) => said.push(line),
    () => readContexts(surroundings(env, files)),
  );
  const credentials = renew();
  renew();
  return { credentials, said };
}

const second = { kind: "user", user: "u", password: "second" };
test.each([
  ["nothing is wrong", {}],
  ["the file of another context is gone", { "/srv/b.txt": null }],
  ["the file of an account is gone", { "/srv/a.creds": null }],
])("renewed credentials are taken where %s", (_, changes) => {
  const { credentials, said } = renewed("a", { "/srv/a.txt": "second", ...changes });
  expect(credentials).toEqual(second);
  expect(said).toEqual([]);
});

test.each([
  ["a", "its own file is gone", { "/srv/a.txt": null }, /^a: no new credentials: .*cannot read \/srv\/a.txt/],
  ["a/APP", "its own file is gone", { "/srv/a.creds": null }, /cannot read \/srv\/a.creds/],
  ["a", "the configuration is being edited", { "/srv/plimsoll.yaml": BROKEN }, /plimsoll.yaml:/],
  ["c", "the configuration does not name it any more", {}, /no longer has any/],
])("%s has no renewed credentials where %s, which is said once", (wire, _, changes, words) => {
  const { credentials, said } = renewed(wire, changes);
  expect(credentials).toBeNull();
  expect(said).toEqual([expect.stringMatching(words)]);
});

test("a creds file that is gone does not leave the wire without credentials, where the environment names the system", () => {
  const env = { NATS_URL: "ws://a", NATS_CREDS: "/srv/a.creds" };
  const noFile = { "/srv/plimsoll.yaml": null };
  expect(renewed("default", noFile, env).credentials).toMatchObject({ kind: "creds" });
  expect(renewed("default", { ...noFile, "/srv/a.creds": null }, env).credentials).toBeNull();
});
