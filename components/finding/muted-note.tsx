import { useContextName } from "#components/feed/feed-provider.tsx";
import { pageHref } from "#components/feed/urls.ts";
import { Link } from "#components/ui/link.tsx";
import { countOf } from "#lib/model/words.ts";

/** That something is left out here, and where it is. */
export function MutedNote({ count }: { count: number }) {
  return (
    <p className="border-t border-line pt-3">
      <Link className="underline" href={pageHref(useContextName(), "/findings")}>
        {countOf(count, "finding")} muted in this browser
      </Link>
    </p>
  );
}
