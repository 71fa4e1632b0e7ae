import { expect, test } from "vitest";
import { until } from "../lab/until.ts";
import { populate } from "./population.ts";
import { presets } from "./presets.ts";
import { assetsOf, awaitNaming, edited, idOfN2, staysFresh, watchBadly } from "./watch-badly.ts";

test("a server that answers ten times is named, and counted once", async () => {
  await using watched = await watchBadly();
  watched.misbehave((_, answers) =>
    answers.flatMap((answer, index) => (index === 1 ? Array.from({ length: 10 }, () => answer) : [answer])),
  );
  await awaitNaming(watched, /answered more than once/);
  await staysFresh(watched, 5_000);
  expect(Object.keys(watched.store.current().board.servers)).toHaveLength(3);
});

test("all answers ten times: counted once", async () => {
  await using watched = await watchBadly();
  watched.misbehave((_, answers) => Array.from({ length: 10 }, () => answers).flat());
  await staysFresh(watched, 5_000);
  expect(Object.keys(watched.store.current().board.servers)).toHaveLength(3);
});

test("two servers of one id are named", async () => {
  await using watched = await watchBadly();
  const idOfN1 = populate(presets.small, 1).servers[0]?.id ?? "";
  watched.misbehave((_, answers) => answers.map((answer) => edited(answer, (text) => text.replaceAll(idOfN2, idOfN1))));
  await awaitNaming(watched, /both say that they are server/);
  const { observedAt } = watched.store.current();
  await until(() => watched.store.current().observedAt !== observedAt, { what: "the next poll", deadline: 6_000 });
});

test("a server whose answer is no answer is named, and the rest is fresh", async () => {
  await using watched = await watchBadly();
  watched.misbehave(({ subject }, answers) => {
    if (subject !== "$SYS.REQ.SERVER.PING.VARZ") return answers;
    return answers.map((answer, index) => (index === 1 ? { ...answer, headers: "", body: badVarz() } : answer));
  });
  await awaitNaming(watched, /varz/);
  await staysFresh(watched, 5_000);
});

function badVarz(): Buffer {
  return Buffer.from(JSON.stringify({ server: { id: idOfN2, name: "n2", ver: "2.15.2" }, data: { start: 7 } }));
}

test("a stream with half a character in its name is shown, and keeps no other from being judged", async () => {
  await using watched = await watchBadly();
  const odd = assetsOf(watched.store).find(({ kind }) => kind === "stream")?.stream;
  watched.misbehave(({ subject }, answers) => {
    // n2 falls silent.
    const others = answers.filter(
      (_, index) => !subject.includes(idOfN2) && !(subject.includes(".PING") && index === 1),
    );
    return others.map((answer) => edited(answer, (text) => text.replaceAll(`"${odd}"`, '"a\\ud800"')));
  });
  const states = () => new Set(assetsOf(watched.store).map(({ state }) => state));
  await until(() => assetsOf(watched.store).some(({ stream }) => stream === "a\ufffd"), { what: "the odd stream" });
  await until(() => states().has("degraded"), { what: "the streams on n2 to be judged" });
});

test("a server whose clock jumps by decades is named; nothing is stale, nothing settles", async () => {
  await using watched = await watchBadly();
  let asked = 0;
  watched.misbehave((_, answers) =>
    answers.map((answer) => edited(answer, (text) => (text.includes('"name":"n2"') ? jumped(text, ++asked) : text))),
  );
  await awaitNaming(watched, /its clock is \d+ days (ahead|behind)/);
  await staysFresh(watched, 5_000);
});

test("all clocks jump by decades: nothing is stale, nothing settles", async () => {
  await using watched = await watchBadly();
  let asked = 0;
  watched.misbehave((_, answers) => answers.map((answer) => edited(answer, (text) => jumped(text, ++asked))));
  await staysFresh(watched, 5_000);
});

function jumped(text: string, asked: number): string {
  const time = new Date(asked % 2 === 0 ? 0 : Date.UTC(2099, 0)).toISOString();
  return text.replace(/"time":"[^"]*"/, `"time":"${time}"`);
}
