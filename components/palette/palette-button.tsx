"use client";

import dynamic from "next/dynamic";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { persistently } from "#components/feed/persistently.ts";
import { pageHref } from "#components/feed/urls.ts";
import { withKept } from "#components/ui/kept.ts";
import { useKeys } from "./use-keys.ts";

// Neither is needed before somebody asks for it.
const Palette = dynamic(() => persistently(() => import("./palette.tsx")).then((module) => module.Palette), {
  ssr: false,
});
const Help = dynamic(() => persistently(() => import("./help.tsx")).then((module) => module.Help), { ssr: false });

/** The way to everything by name, and the list of keys; both can be reached with the mouse too. */
export function PaletteButton() {
  const [opened, setOpened] = useState<"palette" | "help" | null>(null);
  const context = useContextName();
  const params = useSearchParams();
  const router = useRouter();
  useKeys((action) => {
    if (action.kind === "page") router.push(withKept(pageHref(context, action.path), params));
    else setOpened(action.kind);
  });
  const close = () => setOpened(null);
  return (
    <div className="flex gap-x-5">
      <button
        type="button"
        className="cursor-pointer"
        aria-keyshortcuts="/ Control+K"
        onClick={() => setOpened("palette")}
      >
        Jump to{" "}
        <span aria-hidden="true" className="kbd max-sm:hidden pointer-coarse:hidden">
          /
        </span>
      </button>
      <button
        type="button"
        className="cursor-pointer max-sm:hidden pointer-coarse:hidden"
        aria-keyshortcuts="?"
        onClick={() => setOpened("help")}
      >
        Keys{" "}
        <span aria-hidden="true" className="kbd max-sm:hidden pointer-coarse:hidden">
          ?
        </span>
      </button>
      {opened === "palette" && <Palette onClose={close} />}
      {opened === "help" && <Help onClose={close} />}
    </div>
  );
}
