import { notFound } from "next/navigation";
import { FindingDocPage } from "#components/finding/finding-doc.tsx";
import { FINDING_CODES } from "#lib/model/finding.ts";

export default async function Page({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  const known = FINDING_CODES.find((each) => each === code);
  if (!known) notFound();
  return <FindingDocPage code={known} />;
}
