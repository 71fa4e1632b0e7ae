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
    <div className="grid grid-cols-[auto_minmax(0,1fr)_6.5rem] gap-x-3" data-testid="finding" data-code={finding.code}>
      <Sign shape={shape} tone={tone} className="row-span-2 mt-[0.2em] size-[1em] text-large" />
      <Title className="name text-large font-semibold" dir="auto">
        <span className="sr-only">{word}: </span>
        {visible(finding.title)}
      </Title>
      {/* On a telephone, below the time too. */}
      <div className="col-span-2 sm:col-span-1">
        {finding.detail && <p className="name max-w-[90ch] text-soft">{visible(finding.detail)}</p>}
        {finding.remedy && <p className="name max-w-[90ch]">{visible(finding.remedy)}</p>}
      </div>
      <div className="col-start-3 row-start-1 text-right sm:row-end-3">
        <Since at={finding.since} now={now} />
      </div>
    </div>
  );
}
