import { visible } from "#lib/model/visible.ts";

/** The servers' own words, verbatim. */
export function Raw({ text }: { text: string }) {
  return (
    <q dir="auto" className="raw block font-mono text-small text-soft">
      {visible(text)}
    </q>
  );
}
