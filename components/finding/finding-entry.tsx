import type { ReactNode } from "react";
import { Command } from "#components/ui/command.tsx";
import { Link } from "#components/ui/link.tsx";
import { FindingHead, type FindingHeadProps } from "./finding-head.tsx";

interface FindingEntryProps extends FindingHeadProps {
  /** Beside the link to what its code means. */
  action?: ReactNode;
  /** Whom it concerns, where that has to be said. */
  children?: ReactNode;
}

/** A finding with the commands that look closer, and what its code means. */
export function FindingEntry({ action, children, ...head }: FindingEntryProps) {
  const { code, commands } = head.finding;
  return (
    <>
      <FindingHead {...head} />
      <div className="mt-3 space-y-3 pl-[calc(1.25rem+0.75rem)]">
        {children}
        {commands.length > 0 && (
          <div>
            {commands.map((command) => (
              <Command key={command} text={command} />
            ))}
          </div>
        )}
        <p className="flex items-baseline gap-x-6 text-small text-soft">
          <Link className="underline" href={`/docs/findings/${code}`}>
            {code}
          </Link>
          {action}
        </p>
      </div>
    </>
  );
}
