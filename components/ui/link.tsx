"use client";

import NextLink from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { withKept } from "./kept.ts";

/** A link that keeps the set-up of the screen, all of which lives in the URL. */
export function Link({ href, ...rest }: Omit<ComponentProps<typeof NextLink>, "href"> & { href: string }) {
  const params = useSearchParams();
  return <NextLink prefetch={false} {...rest} href={withKept(href, params)} />;
}
