"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";

interface DialogProps {
  title: string;
  /** After it has closed and the focus is back where it was. */
  onClose: () => void;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** The browser's own modal dialog: it keeps the focus inside, closes with Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    // By itself the browser would choose the button that closes it.
    dialog.querySelector<HTMLElement>("[data-focus]")?.focus();
  }, []);
  const close = () => ref.current?.close();
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      closedby="any"
      className="dialog m-auto w-[min(44rem,calc(100vw-2rem))] border border-line-strong bg-ground text-ink"
    >
      <div className="p-6">
        <div className="mb-4 flex items-baseline justify-between gap-6">
          <h2 id={id} className="text-large font-semibold">
            {title}
          </h2>
          <button type="button" className="min-h-6 cursor-pointer text-small underline" onClick={close}>
            Close
          </button>
        </div>
        {typeof children === "function" ? children(close) : children}
      </div>
    </dialog>
  );
}
