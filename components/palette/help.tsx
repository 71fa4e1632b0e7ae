"use client";

import { useState } from "react";
import { CostLine } from "#components/coverage/cost.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Link } from "#components/ui/link.tsx";
import { PAGES } from "./pages.ts";
import { areSingleKeysOn, setSingleKeys } from "./single-keys.ts";

const KEYS: [keys: string[], does: string][] = [
  [["/"], "jump to a server, account, stream, consumer or page"],
  [["Ctrl", "K"], "the same, also while typing"],
  ...PAGES.map(({ key, name }): [string[], string] => [["g", key], name]),
  [["?"], "these keys"],
  [["Esc"], "close a dialog"],
  [["Tab"], "the next link or button"],
];

/** The keys, and where more is explained. */
export function Help({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useState(areSingleKeysOn);
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] items-baseline gap-x-8 gap-y-2">
        {KEYS.map(([keys, does]) => (
          <div key={does} className="col-span-2 grid grid-cols-subgrid items-baseline">
            <dt className="flex gap-1.5">
              {keys.map((key) => (
                <kbd key={key} className="kbd">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-6 flex cursor-pointer items-center gap-2.5">
        <input
          type="checkbox"
          className="size-4 accent-[var(--ink)]"
          checked={isOn}
          onChange={(event) => {
            setSingleKeys(event.target.checked);
            setOn(event.target.checked);
          }}
        />
        Keys without Ctrl work in this browser
      </label>
      <p className="mt-6">
        <Link className="underline" href="/docs/findings">
          All findings explained
        </Link>
      </p>
      <CostLine />
    </Dialog>
  );
}
