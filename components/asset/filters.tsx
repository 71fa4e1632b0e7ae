"use client";

import { useSearchParams } from "next/navigation";
import { useId, useState } from "react";
import { reasonLabel } from "#components/history/series.ts";
import { replaceQuery } from "#components/ui/replace-query.ts";
import { ASSET_STATES } from "#lib/model/asset.ts";
import { REASON_KINDS } from "#lib/model/reason.ts";
import { CHOICES, type FilterName, withFilter } from "./filter.ts";
import { STATE_SIGNS } from "./state.ts";

const FIELD = "h-10 border-b border-line-strong bg-ground text-ink";

/** The filters of the table. Their state is in the URL. */
export function Filters() {
  const params = useSearchParams();
  // The table asks the API itself.
  const set = (name: FilterName, value: string) => replaceQuery((query) => withFilter(query, name, value));
  const value = (name: FilterName) => params.get(name) ?? "";
  return (
    <search className="grid grid-cols-2 items-end gap-x-6 gap-y-3 @3xl:flex @3xl:flex-wrap @3xl:gap-x-8">
      <Text label="Name contains" value={value("q")} onChange={(text) => set("q", text)} />
      <Text label="Account" value={value("account")} onChange={(text) => set("account", text)} />
      {params.has("stream") && <Text label="Stream" value={value("stream")} onChange={(text) => set("stream", text)} />}
      <Choice
        label="State"
        value={value("state")}
        onChange={(text) => set("state", text)}
        options={ASSET_STATES.map((state) => [state, STATE_SIGNS[state].word])}
      />
      <Choice
        label="Kind"
        value={value("kind")}
        onChange={(text) => set("kind", text)}
        options={CHOICES.kind.map((kind) => [kind, kind])}
      />
      <Choice
        label="Reason"
        value={value("reason")}
        onChange={(text) => set("reason", text)}
        options={REASON_KINDS.map((kind) => [kind, reasonLabel(kind)])}
      />
      <Choice
        label="Needs level"
        value={value("level")}
        onChange={(text) => set("level", text)}
        options={CHOICES.level.map((level) => [level, level])}
      />
    </search>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Text({ label, value, onChange }: FieldProps) {
  const id = useId();
  // The URL follows a moment later: what is typed must not wait for it, nor be undone by it.
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <div>
      <label htmlFor={id} className="label block">
        {label}
      </label>
      <input
        id={id}
        type="search"
        className={`${FIELD} w-full @3xl:w-56`}
        value={draft ?? value}
        onChange={(event) => {
          setDraft(event.target.value);
          onChange(event.target.value);
        }}
        onBlur={() => setDraft(null)}
      />
    </div>
  );
}

interface ChoiceProps extends FieldProps {
  options: [value: string, text: string][];
}

/** What the URL asks for is always among the choices: a field that says "any" must filter nothing. */
function Choice({ label, value, onChange, options }: ChoiceProps) {
  const id = useId();
  const isListed = value === "" || options.some(([each]) => each === value);
  return (
    <div>
      <label htmlFor={id} className="label block">
        {label}
      </label>
      <select
        id={id}
        className={`${FIELD} w-full @3xl:w-44`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">any</option>
        {!isListed && <option value={value}>{value.replaceAll(",", ", ")}</option>}
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
