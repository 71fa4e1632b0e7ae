"use client";

import { type KeyboardEvent, useState } from "react";
import { Link } from "#components/ui/link.tsx";
import type { Server } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { countOf } from "#lib/model/words.ts";
import { groupName, type ServerGroup } from "./groups.ts";
import { ServerLine } from "./server-line.tsx";
import { byName, levelsText, mapText, ServerMark, serverText, troubled } from "./server-mark.tsx";
import { useServerHref } from "./use-server-href.ts";

/** Servers that are not well and are told by name; the others are marks. */
const NAMED = 12;
/** Clusters of no more servers than this, on average, take a line each. */
const SMALL = 6;

const STEPS: { [key: string]: number } = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

const BLOCKS = "grid gap-x-10 gap-y-4 grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))]";
const LINES = "grid gap-x-8 gap-y-0.5 grid-cols-[repeat(auto-fill,minmax(min(100%,12.5rem),1fr))]";

interface ServerMapProps {
  groups: ServerGroup[];
  now: number | null;
}

/** More servers than names fit: a mark each, by cluster. Its level is how light it is, its state is its shape; who is not well is named. */
export function ServerMap({ groups, now }: ServerMapProps) {
  const [pointed, setPointed] = useState<Server | null>(null);
  const all = groups.flatMap(({ servers }) => servers);
  const bad = troubled(all);
  const areSmall = all.length <= SMALL * groups.length;
  return (
    <div data-testid="server-map" className="space-y-4">
      {bad.slice(0, NAMED).map((server) => (
        <ServerLine key={server.id} server={server} now={now} />
      ))}
      {bad.length > NAMED && (
        <p className="text-soft">and {countOf(bad.length - NAMED, "more that is", "more that are")} not well</p>
      )}
      {areSmall && <p className="text-soft">{mapText(all)}</p>}
      <div className={areSmall ? LINES : BLOCKS}>
        {groups.map((group) => (
          <Marks key={group.key} group={group} isLine={areSmall} onPoint={setPointed} />
        ))}
      </div>
      <p aria-hidden="true" className="name min-h-[1lh] text-soft">
        {pointed
          ? `${visible(pointed.name)}: ${serverText(pointed)}`
          : "Point at a mark, or go there by the arrow keys."}
      </p>
    </div>
  );
}

interface MarksProps {
  group: ServerGroup;
  /** Name and marks beside each other. */
  isLine: boolean;
  onPoint: (server: Server | null) => void;
}

/** One stop of the Tab key; the arrow keys go from mark to mark. */
function Marks({ group, isLine, onPoint }: MarksProps) {
  const hrefOf = useServerHref();
  const servers = byName(group.servers);
  // A word that each line begins with tells nothing.
  const name = isLine && group.domain === null && group.cluster !== null ? visible(group.cluster) : groupName(group);
  const [reached, setReached] = useState(0);
  function go(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const links: (Element | null)[] = [...event.currentTarget.querySelectorAll("a")];
    const here = links.indexOf(document.activeElement);
    const next = links[Math.max(0, Math.min(links.length - 1, here + step))];
    if (next instanceof HTMLElement) next.focus();
  }
  return (
    <div className={isLine ? "flex min-w-0 items-center justify-between gap-x-3" : "min-w-0"}>
      <h3 className={isLine ? "name min-w-0 text-small" : "name font-semibold"}>{name}</h3>
      <p className={isLine ? "sr-only" : "mb-1.5 text-small text-soft"}>
        {countOf(servers.length, "server")}, {levelsText(servers)}
      </p>
      <ul
        className={`-ml-0.5 flex flex-wrap ${isLine ? "justify-end" : ""}`}
        onKeyDown={go}
        onMouseLeave={() => onPoint(null)}
      >
        {servers.map((server, index) => (
          <li key={server.id} data-testid="server" data-state={server.state} className="flex">
            <Link
              href={hrefOf(server)}
              className="relative block p-0.5"
              tabIndex={index === Math.min(reached, servers.length - 1) ? 0 : -1}
              onFocus={() => {
                setReached(index);
                onPoint(server);
              }}
              onMouseEnter={() => onPoint(server)}
            >
              <ServerMark server={server} className="size-5" />
              <span className="sr-only">
                {visible(server.name)}, {serverText(server)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
