import { Link } from "#components/ui/link.tsx";

export default function NotFound() {
  return (
    <main className="p-[var(--gutter)]">
      <title>Not found – Plimsoll</title>
      <h1 className="text-title font-semibold">There is no such page</h1>
      <p className="mt-3">
        <Link className="underline" href="/">
          To the board
        </Link>
      </p>
    </main>
  );
}
