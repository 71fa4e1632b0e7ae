import { AssetPage } from "#components/asset/asset-page.tsx";
import { assetIdAt } from "#components/asset/words.ts";

export default async function Page({ params }: { params: Promise<{ id: string[] }> }) {
  return <AssetPage id={assetIdAt((await params).id)} />;
}
