import { AssetPage } from "#components/asset/asset-page.tsx";

export default async function Page({ params }: { params: Promise<{ id: string[] }> }) {
  // The path's parts are escaped as an asset's id is.
  return <AssetPage id={(await params).id.join("/")} />;
}
