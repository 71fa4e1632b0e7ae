import { Notice } from "#components/ui/notice.tsx";

/** Stands above what was read before and cannot be read now, although the feed may go on. */
export function Unreadable({ title }: { title: string }) {
  return (
    <Notice shape="triangle" tone="warning" title={title} testId="unreadable">
      What is shown is last known; it is asked for again.
    </Notice>
  );
}
