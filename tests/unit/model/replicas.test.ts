import { expect, test } from "vitest";
import type { Asset } from "#lib/model/asset.ts";
import { casesIn } from "#lib/model/cases.ts";
import { diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import type { AssetAnswer, StreamReport } from "#lib/model/report.ts";
import { NOW, observation, observedAccount, observedServer, ok, peer, streamReport } from "./observed.ts";

function refusal(field: string): AssetAnswer<StreamReport> {
  const reason = `unsupported - config error: unknown field "${field}"`;
  return { kind: "offline", reason, raw: `stream is offline: ${reason}` };
}

test.each([
  { field: "allow_batched", older: { version: "2.12.15", level: 3 }, refusing: ["n3"] },
  { field: "allow_atomic", older: { version: "2.12.15", level: 3 }, refusing: [] },
  { field: "allow_atomic", older: { version: "2.11.17", level: 1 }, refusing: ["n3"] },
  { field: "newer_than_the_table", older: { version: "2.12.15", level: 3 }, refusing: ["n2", "n3"] },
])("a member that refuses $field is one that does not know it: of 2.15.2 and $older.version $refusing", (it) => {
  const peers = [
    peer("n2", { current: false, heardSecondsAgo: 40 }),
    peer("n3", { current: false, heardSecondsAgo: 99 }),
  ];
  const stream = streamReport("ORDERS", { peers });
  const servers = [observedServer("n1", { streams: [stream] }), observedServer("n2"), observedServer("n3", it.older)];
  const answers = ok([{ kind: "found" as const, value: stream }, refusal(it.field)]);
  const account = observedAccount({ names: ok(["ORDERS"]), streams: new Map([["ORDERS", answers]]) });
  const first = diagnose(observation(servers, [account]), NO_DIAGNOSIS);
  const later = diagnose(observation(servers, [account], NOW + 60_000), first);
  const [asset] = [...later.cases.accounts.values()].flatMap(casesIn).map((each): Asset => each.asset);
  const refusing = asset?.replicas.filter(({ reason }) => reason?.inferred === false).map(({ server }) => server);
  expect(refusing).toEqual(it.refusing);
});
