import { accountsText, serversText } from "#components/coverage/words.ts";
import { PlimsollMark } from "#components/status/plimsoll-mark.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Status } from "#lib/model/board.ts";
import type { SnapshotAnswer } from "./snapshot-query.ts";

interface TileProps {
  name: string;
  status: Status;
  answer: SnapshotAnswer | null;
  isError: boolean;
}

/** One system on the overview. */
export function Tile({ name, status, answer, isError }: TileProps) {
  const worst = answer?.findings.find(({ severity }) => severity !== "info");
  return (
    <li data-testid="context" data-status={status} className="flex items-start gap-4 border-t border-line py-4">
      <PlimsollMark status={status} className="mt-1 h-8 shrink-0" />
      <div className="min-w-0">
        <h2 className="text-title font-semibold">
          <Link href={`/c/${encodeURIComponent(name)}`} className="name" dir="auto">
            {name}
          </Link>
        </h2>
        <p className="name" dir="auto">
          {isError && "Its state cannot be read now. "}
          {answer && (isError ? `Last known: ${worst?.title ?? answer.status}` : (worst?.title ?? "Nothing is wrong."))}
          {!answer && !isError && "Waiting for a first answer."}
        </p>
        {answer && (
          <p className="text-soft">
            {serversText(answer.coverage)}, {accountsText(answer.coverage)}
          </p>
        )}
      </div>
    </li>
  );
}
