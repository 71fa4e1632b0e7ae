import { LookAgain } from "#components/board/screen.tsx";
import { pageHref } from "#components/feed/urls.ts";
import { contextNames } from "../opening.ts";

/** For a wall whose system was renamed in the configuration, and may get its name back: the page checks by itself. */
export default function NotFound() {
  return (
    <main className="p-[var(--gutter)]">
      <title>No such system – Plimsoll</title>
      <LookAgain />
      <h1 className="text-title font-semibold">Plimsoll watches no system of this name</h1>
      <p className="mt-3">Correct the address of this page, or the name in the configuration. These are watched:</p>
      <ul className="mt-3">
        {contextNames().map((context) => (
          <li key={context}>
            <a className="underline" href={pageHref(context)}>
              {context}
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}
