import { ServerPage } from "#components/server/server-page.tsx";

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <ServerPage id={decodeURIComponent((await params).id)} />;
}
