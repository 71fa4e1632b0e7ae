export default function NotFound() {
  return (
    <main className="p-[var(--gutter)]">
      <title>Not found – Plimsoll</title>
      <h1 className="text-title font-semibold">There is no such page</h1>
      <p className="mt-3">
        <a className="underline" href="/">
          To the board
        </a>
      </p>
    </main>
  );
}
