"use client";

import { useMemo, useState } from "react";
import { useBoard } from "#components/feed/use-board.ts";
import { useNow } from "#components/feed/use-now.ts";
import { NotKnown } from "#components/status/not-known.tsx";
import { Blank } from "#components/ui/blank.tsx";
import { Heading } from "#components/ui/heading.tsx";
import { byUrgency, type Finding } from "#lib/model/finding.ts";
import { FindingEntry } from "./finding-entry.tsx";
import { MuteButton } from "./mute-button.tsx";
import { MuteDialog } from "./mute-dialog.tsx";
import { MutedList } from "./muted-list.tsx";
import { Subjects } from "./subjects.tsx";
import { useMutes } from "./use-mutes.ts";

/** All that is wrong or worth knowing, one entry a cause. */
export function FindingsPage() {
  const board = useBoard();
  const now = useNow(1_000);
  const mutes = useMutes();
  const all = useMemo(() => Object.values(board?.findings ?? {}).toSorted(byUrgency), [board]);
  const findings = all.filter(({ key }) => !mutes.has(key));
  // Here, not in the row of the finding: that may go for a moment, and what was typed must not go with it.
  const [muting, setMuting] = useState<Finding | null>(null);
  return (
    <>
      <Heading kind="By cause">Findings</Heading>
      <div className="px-[var(--gutter)] pb-10">
        {!board && <Blank shape="dots" title="Waiting for Plimsoll" />}
        {board?.head.status === "unknown" && all.length === 0 && <NotKnown what="What is wrong" board={board} />}
        {board && board.head.status !== "unknown" && findings.length === 0 && (
          <Blank shape="ring" title={all.length === 0 ? "No findings" : "No findings besides those muted"} />
        )}
        <ol>
          {findings.map((finding) => (
            <li key={finding.key} className="border-t border-line py-5">
              <FindingEntry
                level="h2"
                finding={finding}
                now={now}
                action={<MuteButton finding={finding} isDisabled={now === null} onMute={setMuting} />}
              >
                <Subjects finding={finding} />
              </FindingEntry>
            </li>
          ))}
        </ol>
        <MutedList findings={all.filter(({ key }) => mutes.has(key))} mutes={mutes} now={now} />
        {muting && (
          <MuteDialog finding={board?.findings[muting.key] ?? muting} now={now} onClose={() => setMuting(null)} />
        )}
      </div>
    </>
  );
}
