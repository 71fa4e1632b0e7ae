import { expect, test } from "vitest";
import { NO_CASES } from "#lib/model/cases.ts";
import type { Finding } from "#lib/model/finding.ts";
import { find } from "#lib/model/findings.ts";
import { topologyOf } from "#lib/model/topology.ts";
import { NOW, observation, observedServer, type ServerFacts } from "./observed.ts";

type Change = ServerFacts & { silentSince?: number };

/** Six servers of cluster C1 and two of C2, of which some are otherwise; the findings of the code, made after `standing`. */
function findingsOf(
  code: Finding["code"],
  changes: { [name: string]: Change },
  { at = NOW, standing = new Map<string, Finding>() } = {},
): Finding[] {
  const names = ["n1", "n2", "n3", "n4", "n5", "n6", "m1", "m2"];
  const servers = names.map((name) => {
    const { silentSince = null, ...facts } = changes[name] ?? {};
    const server = observedServer(name, { metaLeader: "n6", ...facts });
    return { ...server, silentSince, identity: { ...server.identity, cluster: name.startsWith("n") ? "C1" : "C2" } };
  });
  const observed = observation(servers, [], at);
  const topology = topologyOf(observed);
  const found = find({ observation: observed, topology, cases: NO_CASES, blockers: {}, failure: null, standing });
  return [...found.values()].filter((each) => each.code === code);
}

const silentSince = (ms: number): Change => ({ isAnswering: false, silentSince: NOW - ms });
const titlesOf = (findings: Finding[]): string[] => findings.map(({ title }) => title);

test("up to three servers of a cluster that do not answer are named each, more of them are one finding", () => {
  const few = { n1: silentSince(20_000), n2: silentSince(30_000), n3: silentSince(40_000) };
  expect(titlesOf(findingsOf("JS_SERVER_SILENT", few))).toEqual([
    "n1 does not answer",
    "n2 does not answer",
    "n3 does not answer",
  ]);
  const many = { ...few, n4: silentSince(25_000), m1: silentSince(10_000) };
  const [together, alone, ...others] = findingsOf("JS_SERVER_SILENT", many);
  expect(others).toEqual([]);
  expect(together).toMatchObject({
    key: "JS_SERVER_SILENT::C1",
    title: "4 of 6 servers of cluster C1 do not answer",
    detail: expect.stringMatching(/: n1, n2, n3 and n4\.$/),
    since: NOW - 40_000,
    subjectCount: 4,
  });
  expect(alone?.title).toBe("m1 does not answer");
});

test("one that has just fallen silent is not among them yet", () => {
  const changes = { n1: silentSince(20_000), n2: silentSince(20_000), n3: silentSince(20_000), n4: silentSince(5_000) };
  expect(findingsOf("JS_SERVER_SILENT", changes)).toHaveLength(3);
});

test("many servers of a cluster that say the same are one finding, which is as old as the oldest of them", () => {
  const behind = { health: "JetStream is not current with the meta leader" };
  const other = { health: "JetStream stream 'APP > S' is not current: group node unhealthy" };
  const first = findingsOf("JS_SERVER_UNHEALTHY", { n1: behind });
  expect(titlesOf(first)).toEqual(["n1 says it is not healthy"]);
  const standing = new Map(first.map((each) => [each.key, each]));
  const changes = { n1: behind, n2: behind, n3: behind, n4: behind, n5: other, m1: behind };
  const findings = findingsOf("JS_SERVER_UNHEALTHY", changes, { at: NOW + 60_000, standing });
  expect(titlesOf(findings)).toEqual([
    "4 of 6 servers of cluster C1 say they are not healthy",
    "n5 says it is not healthy",
    "m1 says it is not healthy",
  ]);
  expect(findings[0]).toMatchObject({
    detail: "n1, n2, n3 and n4: JetStream is not current with the meta leader",
    since: NOW,
    subjectCount: 4,
  });
  const left = findingsOf(
    "JS_SERVER_UNHEALTHY",
    { n2: behind },
    {
      at: NOW + 90_000,
      standing: new Map(findings.map((each) => [each.key, each])),
    },
  );
  expect(left).toMatchObject([{ title: "n2 says it is not healthy", since: NOW }]);
});
