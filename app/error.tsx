"use client";

import { Broken } from "#components/feed/broken.tsx";

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return <Broken detail={error.digest ?? error.message} />;
}
