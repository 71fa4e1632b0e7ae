import { AssetsPage } from "#components/asset/assets-page.tsx";

export default function Page() {
  return <AssetsPage />;
}
