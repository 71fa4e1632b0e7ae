import { TimelinePage } from "#components/timeline/timeline-page.tsx";

export default function Page() {
  return <TimelinePage />;
}
