"use client";

import { useContextName } from "#components/feed/feed-provider.tsx";
import { Section } from "#components/ui/section.tsx";
import { timeText } from "#components/ui/time.ts";
import type { Finding } from "#lib/model/finding.ts";
import type { Mute } from "#lib/model/mute.ts";
import { visible } from "#lib/model/visible.ts";
import { countOf } from "#lib/model/words.ts";
import { FindingHead } from "./finding-head.tsx";
import { focusMuteButton, muteButtonId } from "./mute-focus.ts";
import { mutesOf, setMutes } from "./mutes.ts";

interface MutedListProps {
  findings: Finding[];
  mutes: ReadonlyMap<string, Mute>;
  now: number | null;
}

/** What this browser has muted: why, until when, and the way back. */
export function MutedList({ findings, mutes, now }: MutedListProps) {
  const context = useContextName();
  if (findings.length === 0) return null;
  return (
    <Section title={`${countOf(findings.length, "finding")} muted in this browser`} className="mt-6">
      <ol data-testid="muted">
        {findings.map((finding) => {
          const mute = mutes.get(finding.key);
          return (
            <li key={finding.key} className="border-t border-line py-4 first:border-t-0">
              <FindingHead level="h3" finding={finding} now={now} />
              <p className="name mt-2 pl-[calc(1.25rem+0.75rem)]" dir="auto">
                {mute && (
                  <>
                    Muted until {timeText(mute.until, now)}: {visible(mute.reason)}{" "}
                  </>
                )}
                <button
                  type="button"
                  id={muteButtonId(finding.key)}
                  className="min-h-6 cursor-pointer underline"
                  aria-label={`Unmute: ${visible(finding.title)}`}
                  onClick={() => {
                    setMutes(
                      context,
                      mutesOf(context).filter(({ key }) => key !== finding.key),
                    );
                    focusMuteButton(finding.key);
                  }}
                >
                  Unmute
                </button>
              </p>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
