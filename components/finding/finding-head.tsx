import { Sign } from "#components/ui/shape.tsx";
import { Since } from "#components/ui/since.tsx";
import type { Finding } from "#lib/model/finding.ts";
import { visible } from "#lib/model/visible.ts";
import { SEVERITY_SIGNS } from "./severity.ts";

export interface FindingHeadProps {
  finding: Finding;
  now: number | null;
  /** Of the heading, where it stands. */
  level: "h2" | "h3";
}

/** A finding in three lines: what, why, what to do. */
export function FindingHead({ finding, now, level: Title }: FindingHeadProps) {
  const { shape, tone, word } = SEVERITY_SIGNS[finding.severity];
  return (
    <div className="flex gap-3" data-testid="finding" data-code={finding.code}>
      <Sign shape={shape} tone={tone} className="mt-[0.2em] size-[1em] text-large" />
      <div className="min-w-0 flex-1">
        <Title className="name text-large font-semibold" dir="auto">
          <span className="sr-only">{word}: </span>
          {visible(finding.title)}
        </Title>
        {finding.detail && <p className="name max-w-[90ch] text-soft">{visible(finding.detail)}</p>}
        {finding.remedy && <p className="name max-w-[90ch]">{visible(finding.remedy)}</p>}
      </div>
      <div className="w-[6.5rem] shrink-0 text-right">
        <Since at={finding.since} now={now} />
      </div>
    </div>
  );
}
