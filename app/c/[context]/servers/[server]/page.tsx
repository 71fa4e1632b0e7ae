import { ServerPage } from "#components/server/server-page.tsx";

export default async function Page({ params }: { params: Promise<{ server: string }> }) {
  return <ServerPage address={decodeURIComponent((await params).server)} />;
}
