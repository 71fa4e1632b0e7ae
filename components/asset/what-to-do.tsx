"use client";

import { useBoard } from "#components/feed/use-board.ts";
import { Command } from "#components/ui/command.tsx";
import { Link } from "#components/ui/link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AssetDetail } from "#lib/model/asset.ts";
import { commandsFor } from "#lib/model/asset-commands.ts";
import { visible } from "#lib/model/visible.ts";

/** What the findings about an asset advise, and commands that look closer. */
export function WhatToDo({ asset }: { asset: AssetDetail }) {
  const board = useBoard();
  const findings = asset.findings.flatMap((key) => board?.findings[key] ?? []);
  return (
    <Section title="What to do" aside="The commands only read.">
      {findings.length === 0 && asset.state === "online" && <p className="text-soft">Nothing: it runs.</p>}
      <ul className="space-y-2">
        {findings.map(({ key, code, title, remedy }) => (
          <li key={key}>
            <p className="name" dir="auto">
              {visible(remedy || title)}
            </p>
            <p className="text-small text-soft">
              <Link className="underline" href={`/docs/findings/${code}`}>
                {code}
              </Link>
            </p>
          </li>
        ))}
      </ul>
      <div className="mt-3">
        {commandsFor(asset, asset.reason).map((command) => (
          <Command key={command} text={command} />
        ))}
      </div>
    </Section>
  );
}
