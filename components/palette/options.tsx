import type { Entry } from "./entries.ts";

interface OptionsProps {
  /** Of the list, before `-list` and the number of an option. */
  id: string;
  entries: Entry[];
  active: number;
  onChoose: (entry: Entry) => void;
}

/** The choices. The focus stays in the field above, as in a combobox. */
export function Options({ id, entries, active, onChoose }: OptionsProps) {
  return (
    <div role="listbox" id={`${id}-list`} aria-label="Matches" className="mt-3 h-[min(24rem,50dvh)] overflow-y-auto">
      {entries.map((entry, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys
        <div
          key={entry.href}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={`flex cursor-pointer items-baseline justify-between gap-6 px-3 py-1.5 ${index === active ? "bg-ink text-ground" : ""}`}
          onClick={() => onChoose(entry)}
        >
          <span className="name font-semibold" dir="auto">
            {entry.name}
          </span>
          <span className={`name text-right text-small ${index === active ? "" : "text-soft"}`}>{entry.kind}</span>
        </div>
      ))}
    </div>
  );
}
