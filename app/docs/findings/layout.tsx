import type { ReactNode } from "react";
import { DocFrame } from "#components/finding/doc-frame.tsx";

export default function Layout({ children }: { children: ReactNode }) {
  return <DocFrame>{children}</DocFrame>;
}
