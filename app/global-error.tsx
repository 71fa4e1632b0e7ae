"use client";

import { Broken } from "#components/feed/broken.tsx";

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <Broken detail={error.digest ?? error.message} />
      </body>
    </html>
  );
}
