"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { withKept } from "#components/ui/kept.ts";
import type { Board } from "#lib/model/board.ts";
import { countOf } from "#lib/model/words.ts";
import { assetEntries, boardEntries, type Entry, type Found, MOST, matching } from "./entries.ts";
import { foundQuery } from "./found-query.ts";
import { Options } from "./options.tsx";

/** Jumps to what is named: type, choose with the arrows, Enter. */
export function Palette({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Jump to" onClose={onClose}>
      {(close) => <Chooser close={close} />}
    </Dialog>
  );
}

function Chooser({ close }: { close: () => void }) {
  const context = useContextName();
  const board = useBoard();
  const router = useRouter();
  const params = useSearchParams();
  const [text, setText] = useState("");
  const [index, setIndex] = useState(0);
  const id = useId();
  const wanted = text.trim();
  const { data: found, isFetching, isPlaceholderData, isError } = useQuery(foundQuery(context, wanted));
  const entries = useMemo(() => {
    const shown = wanted === "" ? foundOn(board) : (found ?? foundOn(null));
    return matching([...boardEntries(context, board), ...assetEntries(context, shown)], wanted);
  }, [context, board, found, wanted]);
  const active = Math.min(index, Math.max(0, entries.length - 1));

  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);

  function go(entry: Entry | undefined): void {
    if (!entry) return;
    close();
    router.push(withKept(entry.href, params));
  }
  function onKey(event: KeyboardEvent): void {
    const last = entries.length - 1;
    const target = {
      ArrowDown: active === last ? 0 : active + 1,
      ArrowUp: active === 0 ? last : active - 1,
      PageDown: Math.min(last, active + 8),
      PageUp: Math.max(0, active - 8),
    }[event.key];
    if (target !== undefined) setIndex(Math.max(0, target));
    else if (event.key === "Enter") go(entries[active]);
    else return;
    event.preventDefault();
  }
  return (
    <>
      <input
        data-focus
        role="combobox"
        aria-label="Server, account, stream, consumer or page"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(entries.length > 0 && { "aria-activedescendant": `${id}-${active}` })}
        autoComplete="off"
        spellCheck={false}
        placeholder="Name"
        className="w-full border border-line-strong bg-ground px-3 py-2 text-large text-ink placeholder:text-soft"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setIndex(0);
        }}
        onKeyDown={onKey}
      />
      <Options id={id} entries={entries} active={active} onChoose={go} />
      <p role="status" className="mt-3 text-small text-soft">
        {isError && "The assets cannot be asked now. "}
        {isFetching && (found === undefined || isPlaceholderData) ? "Looking." : countText(entries.length)}
      </p>
    </>
  );
}

/** What the board shows, with the accounts that it belongs to. */
function foundOn(board: Board | null): Found {
  const assets = Object.values(board?.assets ?? {});
  return { accounts: [...new Set(assets.map(({ account }) => account))], assets };
}

/** Beyond those offered nobody has counted how many there are. */
function countText(count: number): string {
  return count < MOST ? countOf(count, "match", "matches") : `The first ${MOST} matches`;
}
