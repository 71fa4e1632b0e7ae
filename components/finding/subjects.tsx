import { assetHref, TROUBLED } from "#components/asset/words.ts";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { pageHref } from "#components/feed/urls.ts";
import { useServerHref } from "#components/server/use-server-href.ts";
import { Link } from "#components/ui/link.tsx";
import { type Finding, type FindingSubject, isOfAssets } from "#lib/model/finding.ts";
import { visible } from "#lib/model/visible.ts";
import { grouped } from "#lib/model/words.ts";

/** What a finding affects, as links where there are pages for it. */
export function Subjects({ finding }: { finding: Finding }) {
  const context = useContextName();
  if (finding.subjects.length === 0) return null;
  const more = finding.subjectCount - finding.subjects.length;
  const rest = `and ${grouped(more)} more`;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {finding.subjects.map((subject) => (
        <li key={`${subject.kind} ${subject.id}`} className="name">
          <span className="text-small text-soft">{subject.kind} </span>
          <Subject subject={subject} context={context} />
        </li>
      ))}
      {more > 0 && (
        <li className="text-soft">
          {isOfAssets(finding) ? (
            <Link className="underline" href={pageHref(context, `/assets?${TROUBLED}`)}>
              {rest}
            </Link>
          ) : (
            rest
          )}
        </li>
      )}
    </ul>
  );
}

function Subject({ subject: { kind, id, label }, context }: { subject: FindingSubject; context: string }) {
  const hrefOf = useServerHref();
  const href = kind === "server" ? hrefOf({ id, name: label }) : assetHref(context, id);
  if (kind === "account" || kind === "domain") return <bdi>{visible(label)}</bdi>;
  return (
    <Link className="underline" href={href}>
      <bdi>{visible(label)}</bdi>
    </Link>
  );
}
