"use client";

import { useState } from "react";
import { AssetLine } from "#components/asset/asset-line.tsx";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { useNow } from "#components/feed/use-now.ts";
import { FindingEntry } from "#components/finding/finding-entry.tsx";
import { sortAssets } from "#components/finding/ledger.ts";
import { NotKnown } from "#components/status/not-known.tsx";
import { Blank } from "#components/ui/blank.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Heading } from "#components/ui/heading.tsx";
import { Link } from "#components/ui/link.tsx";
import { Section } from "#components/ui/section.tsx";
import { dateText } from "#components/ui/time.ts";
import { ASSET_STATES } from "#lib/model/asset.ts";
import type { Board, Server } from "#lib/model/board.ts";
import { byUrgency, type Finding } from "#lib/model/finding.ts";
import { visible } from "#lib/model/visible.ts";
import { countOf, grouped } from "#lib/model/words.ts";
import { groupName, groupServers } from "./groups.ts";
import { serversAt } from "./href.ts";
import { ServerLine } from "./server-line.tsx";
import { ServerState } from "./server-state.tsx";
import { healthFact, levelFact } from "./words.ts";

const NOT_ONLINE = ASSET_STATES.filter((state) => state !== "online").join();

/** One server: what is wrong with it and what to do, what it runs, and which troubled assets it should carry. */
export function ServerPage({ address }: { address: string }) {
  const board = useBoard();
  const context = useContextName();
  const now = useNow(1_000);
  const [name, setName] = useState(address);
  const servers = board?.servers ?? {};
  const direct = serversAt(servers, address);
  // An id ends with its process: from then on the page is of the server that has come in its place.
  const meant = direct.length > 0 ? direct : serversAt(servers, name);
  const [server, another] = meant;
  if (meant === direct && server && !another && server.name !== name) setName(server.name);
  if (!board || !server || another) {
    const title = another ? "Several servers have this name" : "This server is not known here";
    return (
      <div className="px-[var(--gutter)] py-8">
        <Blank shape="question" title={board ? title : "Waiting for Plimsoll"}>
          {visible(name)}
        </Blank>
        {groupServers(meant).map((group) => (
          <Section key={group.key} title={groupName(group)}>
            {group.servers.map((each) => (
              <ServerLine key={each.id} server={each} now={now} />
            ))}
          </Section>
        ))}
      </div>
    );
  }
  const shown = Object.values(board.assets);
  const assets = sortAssets(shown.filter(({ replicas }) => replicas.some(({ serverId }) => serverId === server.id)));
  const findings = findingsOf(board, server);
  return (
    <>
      <Heading kind="Server" aside={<ServerState server={server} now={now} />}>
        {server.name}
      </Heading>
      <div className="grid gap-x-12 gap-y-9 px-[var(--gutter)] pb-10 @6xl:grid-cols-[minmax(0,4fr)_minmax(0,8fr)]">
        {findings.length > 0 && (
          <Section title="Why, and what to do" aside="The commands only read." className="col-span-full">
            <ol className="space-y-6">
              {findings.map((finding) => (
                <li key={finding.key}>
                  <FindingEntry level="h3" finding={finding} now={now} />
                </li>
              ))}
            </ol>
          </Section>
        )}
        <Section title="What it is">
          <Facts
            facts={[
              ["Version", server.version || "not known"],
              ["API level", levelFact(server)],
              ["Cluster", server.cluster ?? "none"],
              ["Domain", server.domain ?? "none"],
              ["Meta leader", server.metaLeader ? "yes" : "no"],
              ["Health", healthFact(server)],
              ["Started", server.startedAt === null ? "not known" : dateText(server.startedAt)],
              ["Last answer", lastAnswer(server)],
              ["Tags", server.tags.length > 0 ? server.tags.join(", ") : null],
              [
                "Id",
                <code key="id" className="raw font-mono text-small">
                  {visible(server.id)}
                </code>,
              ],
            ]}
          />
        </Section>
        <Section title="Troubled assets that it should carry">
          {assets.length === 0 && <NoneHere board={board} shown={shown.length} />}
          <ul>
            {assets.map((asset) => (
              <AssetLine key={asset.id} asset={asset} context={context} now={now} />
            ))}
          </ul>
          {shown.length < board.head.troubled && (
            <p className="border-t border-line pt-3">
              Looked for among the worst {grouped(shown.length)} of{" "}
              <Link className="underline" href={`/c/${encodeURIComponent(context)}/assets?state=${NOT_ONLINE}`}>
                {countOf(board.head.troubled, "asset")} that are not online
              </Link>
              ; others of them may belong here too.
            </p>
          )}
        </Section>
      </div>
    </>
  );
}

/** Those that name it, worst first. What concerns very many servers names only some of them, and may be missed here. */
function findingsOf({ findings }: Board, server: Server): Finding[] {
  const names = ({ subjects }: Finding) => subjects.some(({ kind, id }) => kind === "server" && id === server.id);
  return Object.values(findings).filter(names).toSorted(byUrgency);
}

function lastAnswer({ state, lastSeenAt }: Server): string {
  if (lastSeenAt !== null) return dateText(lastSeenAt);
  return state === "answering" ? "with the latest poll" : "none since watching began";
}

/** Well is only what nothing is wrong with among all that there is. */
function NoneHere({ board, shown }: { board: Board; shown: number }) {
  if (board.head.status === "unknown") return <NotKnown what="Which these are" board={board} />;
  return shown < board.head.troubled ? (
    <Blank shape="question" title="None among the worst" />
  ) : (
    <Blank shape="ring" title="None that is known" />
  );
}
