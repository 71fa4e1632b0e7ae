import { expect, test } from "vitest";
import { headlineOf } from "#components/status/headline.ts";
import { createPublisher } from "#lib/collector/publisher.ts";
import type { Observation } from "#lib/model/observation.ts";
import { atOnce } from "#lib/model/work.ts";
import { checkText } from "#lib/output/check.ts";
import { NOW, observation, observedAccount, observedServer, ok } from "../model/observed.ts";

const servers = ["n1", "n2", "n3"].map((name) => observedServer(name));
const connected = { ...observation([], []), isFresh: false, isAwaited: true };
const connecting: Observation = { ...connected, connection: { ...connected.connection, state: "connecting" } };
const firstReplies: Observation = { ...connected, servers };
const notAsked = observation(servers, [observedAccount()]);
const refusal = { ok: false, fault: "denied", message: "not permitted", at: NOW } as const;
const refused = observation(servers, [observedAccount({ names: refusal })]);
const withoutStreams = observation(servers, [observedAccount({ names: ok([]) })]);

function start() {
  const setting = { context: "test", source: { kind: "live" }, pollInterval: 2_000, costNow: () => null } as const;
  const publisher = createPublisher(setting, connecting);
  const { store } = publisher;
  return {
    publisher,
    see(seen: Observation): string {
      atOnce(publisher.publish(seen, NOW));
      const { status, main, rest } = headlineOf(store.current().board);
      return `${status}: ${main}. ${rest}`;
    },
    look(seen: Observation): void {
      atOnce(publisher.diagnose(seen));
      publisher.begin();
    },
    told: () =>
      store
        .timeline()
        .map(({ text }) => text)
        .reverse(),
  };
}

test("until the first look is over a board says that it looks, and nothing is told to be over that never was", () => {
  const { see, look, told } = start();
  const waiting = `unknown: Connecting. Waiting for a first answer from ${connecting.connection.url}.`;
  const looking = "unknown: Streams not looked at yet. All 3 servers run level 5.";
  expect([connecting, connected, firstReplies, notAsked].map(see)).toEqual([waiting, waiting, looking, looking]);
  look(withoutStreams);
  expect(see(withoutStreams)).toBe("ok: All 3 servers run level 5. There are no streams yet.");
  expect(told()).toEqual(["Connected to n1"]);
});

test("servers that do not answer the first round are told of, and when they do", () => {
  const { see, told } = start();
  expect(see({ ...connected, isAwaited: false })).toContain("No server answers");
  see(notAsked);
  expect(told()).toEqual(["The servers do not answer", "Connected to n1", "Over: The servers do not answer"]);
});

test("an account that cannot be observed is told of once the first look is over", () => {
  const { see, look, told } = start();
  see(refused);
  look(refused);
  see(refused);
  expect(told()).toEqual(["Connected to n1", "1 of 1 account not observed"]);
});

test("while what is seen cannot be diagnosed the state is not known, and says whose fault that is", () => {
  const { publisher, see, look, told } = start();
  look(withoutStreams);
  see(withoutStreams);
  const puzzling = observedAccount({ names: ok(["S"]) });
  Object.defineProperty(puzzling, "placements", {
    get: () => {
      throw new TypeError("a bug");
    },
  });
  const puzzle = observation(servers, [puzzling]);
  expect(() => look(puzzle)).toThrow("a bug");
  expect(see(puzzle)).toBe(
    "unknown: Plimsoll cannot tell the state of assets. All 3 servers run level 5. What is offline is not known now.",
  );
  const { board } = publisher.store.current();
  expect(checkText(publisher.store.current()).status).toBe(503);
  expect(Object.values(board.findings)[0]?.detail).toContain("TypeError: a bug");
  look(withoutStreams);
  expect(see(withoutStreams)).toBe("ok: All 3 servers run level 5. There are no streams yet.");
  expect(told().slice(1)).toEqual([
    "Plimsoll cannot tell the state of assets",
    "Over: Plimsoll cannot tell the state of assets",
  ]);
});

test("a recording that starts again tells nothing of its end", () => {
  const { publisher, see, look, told } = start();
  const down = observation([observedServer("n1", { isAnswering: false }), ...servers.slice(1)], []);
  look(down);
  see(down);
  publisher.restart();
  see(connecting);
  expect(told()).toEqual([]);
});

test("a board that is being drawn when everything is forgotten is not shown", () => {
  const { publisher, see, look } = start();
  look(withoutStreams);
  see(withoutStreams);
  const drawing = publisher.publish(notAsked, NOW + 1);
  drawing.next();
  publisher.restart();
  const { revision } = publisher.store.current();
  atOnce(drawing);
  expect(publisher.store.current().revision).toBe(revision);
});

test("while nothing is heard what was found stays the last that is known, with its time", () => {
  const leaderless = servers.map(({ identity }) => observedServer(identity.name, { metaLeader: null }));
  const seen = { ...observation(leaderless, [observedAccount({ names: refusal })]), problems: ["n2: jsz: not JSON"] };
  const { publisher, see, look, told } = start();
  look(seen);
  see(seen);
  // By now nobody elects a leader any more.
  see({ ...seen, at: NOW + 13_000 });
  const before = publisher.store.current().board.findings;
  const codes = Object.values(before).map(({ code }) => code);
  expect(codes).toEqual(["JS_META_NO_LEADER", "JS_VIEW_PARTIAL", "JS_VIEW_PARTIAL"]);
  see({ ...seen, at: NOW + 22_000, isFresh: false });
  expect(publisher.store.current().board.findings).toMatchObject(before);
  see({ ...seen, at: NOW + 33_000 });
  expect(publisher.store.current().board.findings).toEqual(before);
  expect(told().filter((text) => text.startsWith("Over"))).toEqual(["Over: The servers do not answer"]);
});
