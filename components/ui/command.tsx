"use client";

import { useRef, useState } from "react";

/** A command to run elsewhere, with a button to copy it. */
export function Command({ text }: { text: string }) {
  const [done, setDone] = useState<"Copied" | "Selected" | null>(null);
  const code = useRef<HTMLElement>(null);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setDone("Copied");
    } catch {
      // Without HTTPS there is no clipboard: the text is selected, for the reader to copy.
      if (code.current) getSelection()?.selectAllChildren(code.current);
      setDone("Selected");
    }
  }
  return (
    <div className="flex items-baseline justify-between gap-4 border-t border-line py-2 last:border-b">
      <code ref={code} className="raw font-mono text-small">
        {text}
      </code>
      <button
        type="button"
        onClick={copy}
        onBlur={() => setDone(null)}
        className="shrink-0 cursor-pointer text-small underline"
      >
        {done ?? "Copy"}
      </button>
    </div>
  );
}
