import { assetHref } from "#components/asset/words.ts";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { serverHref } from "#components/server/href.ts";
import { Link } from "#components/ui/link.tsx";
import type { Finding, FindingSubject } from "#lib/model/finding.ts";

/** What a finding affects, as links where there is a page for it. */
export function Subjects({ finding }: { finding: Finding }) {
  const context = useContextName();
  if (finding.subjects.length === 0) return null;
  const more = finding.subjectCount - finding.subjects.length;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {finding.subjects.map((subject) => (
        <li key={`${subject.kind} ${subject.id}`} className="name">
          <span className="text-small text-soft">{subject.kind} </span>
          <Subject subject={subject} context={context} />
        </li>
      ))}
      {more > 0 && <li className="text-soft">and {more.toLocaleString("en")} more</li>}
    </ul>
  );
}

function Subject({ subject: { kind, id, label }, context }: { subject: FindingSubject; context: string }) {
  const href = kind === "server" ? serverHref(context, id) : assetHref(context, id);
  if (kind === "account" || kind === "domain") return <bdi>{label}</bdi>;
  return (
    <Link className="underline" href={href}>
      <bdi>{label}</bdi>
    </Link>
  );
}
