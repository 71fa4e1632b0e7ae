import "./globals.css";
import type { Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { QueryProvider } from "#components/feed/query-provider.tsx";
import { Theme } from "#components/ui/theme.tsx";
import { TimeZone } from "#components/ui/time-zone.tsx";
import { BUILD_ID } from "./build-id.ts";
import { timeZone } from "./opening.ts";

const words = localFont({
  src: "../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  variable: "--font-words",
  weight: "200 800",
});
const raw = localFont({
  src: "../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
  variable: "--font-raw",
  weight: "100 800",
  preload: false,
  // Until it has loaded a monospace font of the system stands in, which is as wide; what Next would make of Arial is
  // not.
  adjustFontFallback: false,
});

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#eef1f1" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1416" },
  ],
};

export default async function Layout({ children }: { children: ReactNode }) {
  // Every page is drawn on request: its scripts carry a nonce, and it shows the present state.
  await headers();
  return (
    <html lang="en" data-build={BUILD_ID} className={`${words.variable} ${raw.variable}`}>
      <body>
        <Suspense>
          <Theme />
        </Suspense>
        <TimeZone name={timeZone()}>
          <QueryProvider>{children}</QueryProvider>
        </TimeZone>
      </body>
    </html>
  );
}
