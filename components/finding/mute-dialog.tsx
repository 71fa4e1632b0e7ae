"use client";

import { type FormEvent, useId, useState } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Finding } from "#lib/model/finding.ts";
import { muteOf } from "#lib/model/mute.ts";
import { visible } from "#lib/model/visible.ts";
import { focusMuteButton } from "./mute-focus.ts";
import { mutesOf, setMutes } from "./mutes.ts";

const HOUR = 3_600_000;
const ENDS = [
  { label: "1 hour", duration: HOUR },
  { label: "4 hours", duration: 4 * HOUR },
  { label: "1 day", duration: 24 * HOUR },
  { label: "7 days", duration: 168 * HOUR },
  { label: "30 days", duration: 720 * HOUR },
];
const FIELD = "mt-1.5 w-full border border-line-strong bg-ground px-2 py-1.5 text-ink";

interface MuteDialogProps {
  finding: Finding;
  now: number | null;
  onClose: () => void;
}

/** Mutes a finding in this browser: with a reason and an end, always. */
export function MuteDialog({ finding, now, onClose }: MuteDialogProps) {
  return (
    <Dialog title="Mute in this browser" onClose={onClose}>
      {(close) => <MuteForm finding={finding} now={now} close={close} />}
    </Dialog>
  );
}

function MuteForm({ finding, now, close }: { finding: Finding; now: number | null; close: () => void }) {
  const context = useContextName();
  const [reason, setReason] = useState("");
  const [duration, setDuration] = useState(4 * HOUR);
  const id = useId();
  function mute(event: FormEvent): void {
    event.preventDefault();
    if (now === null || reason.trim() === "") return;
    close();
    const others = mutesOf(context).filter(({ key }) => key !== finding.key);
    setMutes(context, [...others, muteOf(finding, { reason: reason.trim(), now, duration })]);
    focusMuteButton(finding.key);
  }
  return (
    <form onSubmit={mute} className="space-y-4">
      <p className="name font-semibold" dir="auto">
        {visible(finding.title)}
      </p>
      <p className="text-soft">
        Until its end it does not count for the status here. It comes back before that when it gets worse: graver, or
        affecting more than now. Other browsers, walls and the overview of several systems go on showing it.
      </p>
      <div>
        <label className="label block" htmlFor={`${id}-reason`}>
          Reason
        </label>
        <input
          id={`${id}-reason`}
          data-focus
          required
          maxLength={200}
          className={FIELD}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <div>
        <label className="label block" htmlFor={`${id}-end`}>
          Ends in
        </label>
        <select
          id={`${id}-end`}
          className={FIELD}
          value={duration}
          onChange={(event) => setDuration(Number(event.target.value))}
        >
          {ENDS.map(({ label, duration: value }) => (
            <option key={label} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div className="flex gap-6">
        <button type="submit" className="cursor-pointer bg-ink px-4 py-2 font-semibold text-ground">
          Mute
        </button>
        <button type="button" className="cursor-pointer px-1 underline" onClick={close}>
          Cancel
        </button>
      </div>
    </form>
  );
}
