"use client";

import { useState } from "react";

/** A command to run elsewhere, with a way to take it along. */
export function Command({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Without HTTPS there is no clipboard: the text can still be selected.
      setCopied(false);
    }
  }
  return (
    <div className="flex items-baseline justify-between gap-4 border-t border-line py-2 last:border-b">
      <code className="raw font-mono text-small">{text}</code>
      <button type="button" onClick={copy} className="shrink-0 cursor-pointer text-small underline">
        {isCopied ? "Copied" : "Copy"}
      </button>
    </div>
  );
}
