import { FindingsPage } from "#components/finding/findings-page.tsx";

export default function Page() {
  return <FindingsPage />;
}
