import { expect, test, vi } from "vitest";
import { headlineOf } from "#components/status/headline.ts";
import { createServerBook } from "#lib/collector/server-book.ts";
import { watchContext } from "#lib/collector/watch-context.ts";
import { answerOf, type Fault } from "#lib/model/probe.ts";
import { WireError } from "#lib/nats/wire.ts";
import { NOW, observedServer, ok } from "../model/observed.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { systemReplies } from "../nats/fixtures.ts";
import { bare } from "./context.ts";

/** What a board says once the first look is over at servers that are asked together, but not alone. */
async function firstWords(fault: Fault): Promise<string> {
  const wire = cannedWire((subject) => {
    const [, what = null] = /^\$SYS\.REQ\.SERVER\.PING\.?(.*)$/.exec(subject) ?? [];
    if (what === null) throw new WireError(fault, `nothing from ${subject}`);
    return systemReplies("2.15.2/cluster", what.toLowerCase() || "statsz");
  });
  const onError = (error: unknown) => expect.unreachable(String(error));
  const watch = watchContext(bare, { openWire: () => wire, source: { kind: "live" }, onError });
  try {
    return await vi.waitFor(() => {
      const { board } = watch.store.current();
      expect(board.head.status).not.toBe("unknown");
      const { status, main, rest } = headlineOf(board);
      return `${status}: ${main}. ${rest}`;
    });
  } finally {
    await watch.close();
  }
}

// What the user may not ask is said once for all servers.
test.each<[Fault, string]>([
  ["denied", "1 answer"],
  ["no-responders", "3 answers"],
  ["malformed", "3 answers"],
])(
  "where the streams of no server can be asked for (%s), a board does not say that there are none",
  async (fault, what) => {
    expect(await firstWords(fault)).toBe(
      `warning: ${what} missing or not readable. All 3 servers run level 5. No streams are seen.`,
    );
  },
);

test("that details are told no more is said of a server that stays, not of one that leaves", () => {
  const book = createServerBook();
  const { identity, jsz } = observedServer("n1");
  const summary = answerOf(jsz);
  let at = NOW;
  const answers = () => {
    at += 2_000;
    if (summary) book.noteJsz(summary, at);
    book.endRound(at, at);
  };
  const tells = (fault: Fault | null) => {
    const why = { ok: false, fault: fault ?? "closed", message: "nothing", at: at + 500 } as const;
    const detail = fault ? why : ok({ server: identity, accounts: [], streams: [] }, at);
    book.noteDetail(identity.id, detail);
    return book.problems();
  };
  answers();
  expect([tells(null), tells("no-responders")]).toEqual([[], []]);
  answers();
  expect(book.problems()).toEqual(["n1: nothing"]);
  expect(tells("no-responders"), "asked again in vain").toEqual(["n1: nothing"]);
  expect(tells(null)).toEqual([]);

  tells("denied");
  book.endRound(at + 1_000, at + 1_000);
  expect(book.problems(), "it has left").toEqual([]);
});
