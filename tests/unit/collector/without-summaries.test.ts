import { expect, test, vi } from "vitest";
import { watchContext } from "#lib/collector/watch-context.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { apiReplies, systemReplies } from "../nats/fixtures.ts";
import { appUser, bare } from "./context.ts";

/** Watches a captured system that says nothing to subjects that end so; with what it is asked. */
function watchCaptured(fixture: string, unanswered = "nothing") {
  const asked: string[] = [];
  const api = apiReplies(fixture);
  const wire = cannedWire((subject) => {
    asked.push(subject);
    if (subject.endsWith(unanswered)) return [];
    const [, endpoint] = /^\$JS\.API\.(.*)$/.exec(subject) ?? [];
    if (endpoint !== undefined) return [...api].flatMap(([each, reply]) => (each === endpoint ? [reply] : []));
    const [, what] = /^\$SYS\.REQ\.SERVER\.PING\.?(.*)$/.exec(subject) ?? [];
    if (what !== undefined) return systemReplies(fixture, what.toLowerCase() || "statsz");
    return systemReplies(fixture, "jsz-assets").filter((reply) => reply.includes(subject.split(".")[3] ?? ""));
  });
  const onError = (error: unknown) => expect.unreachable(String(error));
  const config = { ...bare, accounts: [appUser], pollInterval: 200 };
  return { asked, watch: watchContext(config, { openWire: () => wire, source: { kind: "live" }, onError }) };
}

const mixed = "2.15.2/cluster-with-n3-on-2.12.15";

test.each([
  { of: "a standalone server", fixture: "2.15.2/standalone", isAsked: true },
  { of: "a cluster", fixture: "2.15.2/cluster", isAsked: false },
  { of: "a cluster of which one server is rolled back", fixture: mixed, isAsked: false },
  { of: "a cluster that does not answer JSZ to all", fixture: mixed, unanswered: ".PING.JSZ", isAsked: false },
])("whether STREAM.LIST of $of is asked: $isAsked", async ({ fixture, unanswered, isAsked }) => {
  const { asked, watch } = watchCaptured(fixture, unanswered);
  await vi.waitFor(() => expect(asked).toContain("$JS.API.STREAM.NAMES"), 4_000);
  // What is under way ends first.
  await watch.close();
  expect(asked.includes("$JS.API.STREAM.LIST")).toBe(isAsked);
});

test("a mixed cluster that does not answer JSZ to all is judged as one: what is served is not called down", async () => {
  const { watch } = watchCaptured(mixed, ".PING.JSZ");
  const streams = () => watch.store.current().board.head.counts.assets.stream;
  // Replicas that n3 does not run may pass for 6 s.
  const wanted = { online: 9, offline: 2, settling: 0, unavailable: 0 };
  await vi.waitFor(() => expect(streams()).toMatchObject(wanted), 15_000).finally(watch.close);
}, 20_000);

test("that no server answers JSZ to all, though it answers STATSZ, is said, with what is not seen for that", async () => {
  const { watch } = watchCaptured("2.15.2/cluster", ".PING.JSZ");
  const finding = () => watch.store.current().board.findings["JS_VIEW_PARTIAL:answers"];
  const wanted = {
    title: "1 answer missing or not readable",
    detail:
      "no answer to $SYS.REQ.SERVER.PING.JSZ from n1, n2 and n3, who answer other questions: how much they hold is not seen, and what comes or goes there is seen late",
    remedy: expect.stringContaining("see that what is not answered is not lost on its way"),
  };
  await vi.waitFor(() => expect(finding()).toMatchObject(wanted), 10_000).finally(watch.close);
}, 15_000);
