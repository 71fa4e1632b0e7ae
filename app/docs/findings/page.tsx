import { FindingIndex } from "#components/finding/finding-index.tsx";

export default function Page() {
  return <FindingIndex />;
}
