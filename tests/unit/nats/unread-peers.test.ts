import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutUnreadPeers } from "#lib/nats/unread-peers.ts";
import { fixtures, systemFiles, systemReplies } from "./fixtures.ts";

interface Group {
  leader?: string;
  replicas?: unknown[];
}

/** What of a reply is kept: all but the list of a member that does not lead. */
function read(text: string): unknown {
  const reply = JSON.parse(text);
  const group: Group | undefined = reply.data?.meta_cluster ?? reply.data?.jetstream?.meta;
  if (group?.replicas && group.leader && group.leader !== reply.server.name) group.replicas = [];
  return reply;
}

test.each(fixtures)("%s: captured replies lose the lists that are not read, and nothing else", (fixture) => {
  const replies = systemFiles(fixture).flatMap((file) => systemReplies(fixture, file));
  for (const reply of replies) expect(JSON.parse(withoutUnreadPeers(reply))).toEqual(read(reply));
});

test("of a cluster of 2.15 all but the leader lose theirs", () => {
  const replies = systemReplies("2.15.2/cluster", "jsz");
  expect(replies.filter((reply) => withoutUnreadPeers(reply) !== reply)).toHaveLength(2);
});

const tricky = fc.constantFrom('}],"cluster_size":', "}]", '"', "\\", '"meta":{"name":"', "]", "n1");
const name = fc.oneof(
  fc.string(),
  fc.array(tricky).map((parts) => parts.join("")),
);

function jsz(sender: string, leader: string, peers: string[]): string {
  const replicas = peers.map((peer) => ({ name: peer, current: true, active: 0, peer: "abcdefgh" }));
  const meta_cluster = { name: "C1", leader, peer: "abcdefgh", replicas, cluster_size: 3, pending: 0 };
  return JSON.stringify({ server: { name: sender, id: "N1" }, data: { streams: 1, meta_cluster, total: 1 } });
}

test("whatever the servers' names, nothing else is lost", () => {
  const reply = fc.tuple(name, name, fc.array(name, { minLength: 1 }));
  fc.assert(
    fc.property(reply, ([sender, leader, peers]) => {
      const text = jsz(sender, leader, peers);
      expect(JSON.parse(withoutUnreadPeers(text))).toEqual(read(text));
    }),
  );
});

test("what is written otherwise stays as it is", () => {
  const text = jsz("n2", "n1", ["n1", "n3"]);
  expect(withoutUnreadPeers(text)).toBe(text.replace(/"replicas":\[.*?\]/, '"replicas":[]'));
  for (const other of [text.slice(0, -60), text.replace('"cluster_size":3', '"size":3'), text.replaceAll(":", ": ")]) {
    expect(withoutUnreadPeers(other)).toBe(other);
  }
});
