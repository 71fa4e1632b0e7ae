/** Night by the screen's own clock, whole hours; `from` may be later than `to`. */
export interface Hours {
  from: number;
  to: number;
}

/** How a wall screen is set up. All of it comes from the URL; times are in ms. */
export interface WallOptions {
  theme: "dark" | "light" | "contrast";
  /** How long a view or system stays; null: no rotation. */
  rotate: number | null;
  /** How long a page of rows stays. */
  page: number;
  dim: Hours | null;
  drift: boolean;
  sound: boolean;
}

interface Option<T> {
  fallback: T;
  /** What the note shows for a value that cannot be read. */
  example: string;
  /** Undefined where the text is not understood. */
  read(text: string): T | undefined;
}

const OPTIONS: { [name in keyof WallOptions]: Option<WallOptions[name]> } = {
  theme: { fallback: "dark", example: "dark, light or contrast", read: readTheme },
  rotate: { fallback: null, example: "20s or 2m, at least 5s", read: readPace },
  page: { fallback: 10_000, example: "10s or 1m, at least 5s", read: readPace },
  dim: { fallback: null, example: "22-06", read: readHours },
  drift: { fallback: true, example: "on or off", read: readSwitch },
  sound: { fallback: false, example: "on or off", read: readSwitch },
};

export interface WallSetup extends WallOptions {
  /** Names of the options that the URL sets. */
  asked: ReadonlySet<string>;
  /** One sentence for each option that is ignored. */
  notes: string[];
}

/** What the URL says; what cannot be read keeps its default and leaves a note. */
export function readWallSetup(params: URLSearchParams): WallSetup {
  const notes: string[] = [];
  const asked = new Set<string>();
  function take<T>(name: string, { fallback, example, read }: Option<T>): T {
    const text = params.get(name);
    if (text === null) return fallback;
    const value = read(text.trim().toLowerCase());
    if (value === undefined) {
      notes.push(`${name}=${text.slice(0, 20)} is ignored: write ${example}.`);
      return fallback;
    }
    asked.add(name);
    return value;
  }
  const options: WallOptions = {
    theme: take("theme", OPTIONS.theme),
    rotate: take("rotate", OPTIONS.rotate),
    page: take("page", OPTIONS.page),
    dim: take("dim", OPTIONS.dim),
    drift: take("drift", OPTIONS.drift),
    sound: take("sound", OPTIONS.sound),
  };
  // A value of a stranger's parameter may be a secret of a gateway: only its name is shown.
  const strange = [...new Set(params.keys())].filter((name) => name !== "wall" && !Object.hasOwn(OPTIONS, name));
  if (strange.length > 0) notes.push(`${strange.slice(0, 3).join(", ").slice(0, 40)}: no such option.`);
  return { ...options, asked, notes };
}

export function isNight({ from, to }: Hours, hour: number): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

function readTheme(text: string): WallOptions["theme"] | undefined {
  return (["dark", "light", "contrast"] as const).find((name) => name === text);
}

function readPace(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,4})(s|m)$/.exec(text) ?? [];
  const pace = Number(count) * (unit === "m" ? 60_000 : 1_000);
  return pace >= 5_000 ? pace : undefined;
}

function readHours(text: string): Hours | undefined {
  const [, first, second] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const from = Number(first);
  const to = Number(second);
  return from < 24 && to < 24 && from !== to ? { from, to } : undefined;
}

function readSwitch(text: string): boolean | undefined {
  if (text === "" || text === "on") return true;
  return text === "off" ? false : undefined;
}
