"use client";

import NextLink from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";

const KEPT = ["theme", "wall"];

/** A link that keeps how the screen is set up: all of that lives in the URL. */
export function Link({ href, ...rest }: Omit<ComponentProps<typeof NextLink>, "href"> & { href: string }) {
  const params = useSearchParams();
  return <NextLink prefetch={false} {...rest} href={withKept(href, params)} />;
}

function withKept(href: string, params: URLSearchParams): string {
  const [path = "", query = ""] = href.split("?");
  const next = new URLSearchParams(query);
  for (const name of KEPT) {
    const value = params.get(name);
    if (value !== null && !next.has(name)) next.set(name, value);
  }
  const text = next.toString();
  return text ? `${path}?${text}` : path;
}
