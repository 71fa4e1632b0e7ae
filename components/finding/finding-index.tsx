import { Heading } from "#components/ui/heading.tsx";
import { Link } from "#components/ui/link.tsx";
import { Sign } from "#components/ui/shape.tsx";
import { FINDING_CODES } from "#lib/model/finding.ts";
import { FINDING_DOCS } from "#lib/model/finding-docs.ts";
import { SEVERITY_SIGNS } from "./severity.ts";

/** Every finding that Plimsoll can make, with a link to its page. */
export function FindingIndex() {
  return (
    <>
      <title>Findings explained – Plimsoll</title>
      <Heading kind="Explanations">Findings</Heading>
      <ol className="px-[var(--gutter)] pb-10">
        {FINDING_CODES.map((code) => {
          const { title, severity } = FINDING_DOCS[code];
          return (
            <li
              key={code}
              className="grid items-baseline gap-x-6 border-t border-line py-2.5 @3xl:grid-cols-[20rem_minmax(0,1fr)_12rem]"
            >
              <Link className="name font-mono text-small underline" href={`/docs/findings/${code}`}>
                {code}
              </Link>
              <span>{title}</span>
              <span className="flex flex-wrap gap-x-4 text-soft">
                {severity.map(({ level }) => (
                  <span key={level} className="inline-flex items-baseline gap-2">
                    <Sign
                      shape={SEVERITY_SIGNS[level].shape}
                      tone={SEVERITY_SIGNS[level].tone}
                      className="size-[1em] self-center"
                    />
                    {SEVERITY_SIGNS[level].word}
                  </span>
                ))}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
