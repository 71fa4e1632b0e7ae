import { expect, test } from "vitest";
import { askChanges } from "#lib/collector/ask-changes.ts";
import { askDetail, askRound } from "#lib/collector/ask-system.ts";
import { createServerBook, type ServerBook } from "#lib/collector/server-book.ts";
import { answerOf } from "#lib/model/probe.ts";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import { standalone } from "../lab/topologies.ts";
import { allVersions } from "../lab/versions.ts";
import { connectedWire } from "../nats/wires.ts";

test.each(allVersions)(
  "%s: what has changed in a server, asked for in short, is what all of it says",
  async (version) => {
    await using system = await standalone(version);
    await using app = await system.openClient(users.app);
    await using billing = await system.openClient(users.billing);
    for (const name of ["stays", "goes", "grows"]) await createStream(app, name);
    await createStream(billing, "alone");
    await using wire = await connectedWire(system.websocketUrls);
    const book = createServerBook();
    await askRound(wire, book, { pollInterval: 2_000, due: () => ({ varz: true, jsz: true, health: false }) });
    const [id = ""] = book.answeringIds();
    await askDetail(wire, book, id);
    const before = streamsIn(book, id);

    const still = await askChanges(wire, book, id);
    expect(still.isEnough).toBe(true);
    expect(streamsIn(book, id).get("APP stays"), "nothing is told anew").toBe(before.get("APP stays"));

    await app.request("$JS.API.STREAM.DELETE.goes", "");
    await createConsumer(app, "grows", "reader");
    await createStream(app, "comes");
    const changes = await askChanges(wire, book, id);
    const seen = streamsIn(book, id);
    const whole = createServerBook();
    await askRound(wire, whole, { pollInterval: 2_000, due: () => ({ varz: true, jsz: true, health: false }) });
    await askDetail(wire, whole, id);
    expect(changes.isEnough).toBe(true);
    expect([...seen.keys()].sort()).toEqual(["APP comes", "APP grows", "APP stays", "BILLING alone"]);
    expect(seen).toEqual(streamsIn(whole, id));
    expect(seen.get("BILLING alone"), "another account is not told anew").toBe(before.get("BILLING alone"));

    await billing.request("$JS.API.STREAM.DELETE.alone", "");
    await askChanges(wire, book, id);
    expect([...streamsIn(book, id).keys()].filter((name) => name.startsWith("BILLING"))).toEqual([]);
  },
);

function streamsIn(book: ServerBook, id: string) {
  const detail = answerOf(book.server(id)?.detail);
  return new Map(detail?.streams.map((stream) => [`${stream.account} ${stream.name}`, stream]));
}
