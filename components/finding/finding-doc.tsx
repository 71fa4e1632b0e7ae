import { Command } from "#components/ui/command.tsx";
import { Heading } from "#components/ui/heading.tsx";
import { Section } from "#components/ui/section.tsx";
import { Sign } from "#components/ui/shape.tsx";
import type { FindingCode } from "#lib/model/finding.ts";
import { FINDING_DOCS, type FindingDoc } from "#lib/model/finding-docs.ts";
import { SEVERITY_SIGNS } from "./severity.ts";

/** What one code means, how Plimsoll knows, what to do, and what it cannot know. */
export function FindingDocPage({ code }: { code: FindingCode }) {
  const doc: FindingDoc = FINDING_DOCS[code];
  return (
    <>
      <title>{`${code} – Plimsoll`}</title>
      <Heading kind={code}>{doc.title}</Heading>
      <div className="grid max-w-[100rem] gap-x-12 gap-y-9 px-[var(--gutter)] pb-10 @5xl:grid-cols-2">
        <Section title="What it means">
          <p className="max-w-[70ch]">
            <Prose text={doc.means} />
          </p>
          <Severities severity={doc.severity} />
        </Section>
        <Section title="How Plimsoll knows">
          <p className="max-w-[70ch]">
            <Prose text={doc.howKnown} />
          </p>
        </Section>
        <Section title="What to do" aside="The commands only read.">
          <ol className="max-w-[70ch] list-decimal space-y-4 pl-5">
            {doc.whatToDo.map(({ step, commands }) => (
              <li key={step}>
                <p>
                  <Prose text={step} />
                </p>
                {commands.length > 0 && (
                  <div className="mt-2">
                    {commands.map((command) => (
                      <Command key={command} text={command} />
                    ))}
                  </div>
                )}
              </li>
            ))}
          </ol>
        </Section>
        <Section title="What it cannot know">
          <p className="max-w-[70ch]">
            <Prose text={doc.cannotKnow} />
          </p>
        </Section>
      </div>
    </>
  );
}

function Severities({ severity }: Pick<FindingDoc, "severity">) {
  return (
    <ul className="mt-4 space-y-1">
      {severity.map(({ level, when }) => (
        <li key={level} className="flex items-baseline gap-2">
          <Sign
            shape={SEVERITY_SIGNS[level].shape}
            tone={SEVERITY_SIGNS[level].tone}
            className="size-[0.9em] self-center"
          />
          <span>
            {SEVERITY_SIGNS[level].word}
            {when !== null && <span className="text-soft"> {when}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Text with names in backticks. */
function Prose({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={part} className="raw font-mono text-[0.92em]">
        {part}
      </code>
    ),
  );
}
