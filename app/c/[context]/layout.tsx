import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Screen } from "#components/board/screen.tsx";
import { BUILD_ID } from "../../build-id.ts";
import { contextNames, openingOf } from "../../opening.ts";

export default async function Layout(props: { children: ReactNode; params: Promise<{ context: string }> }) {
  const context = decodeURIComponent((await props.params).context);
  const known = contextNames();
  if (known.length > 0 && !known.includes(context)) notFound();
  return (
    <Screen context={context} buildId={BUILD_ID} initial={openingOf(context)}>
      {props.children}
    </Screen>
  );
}
