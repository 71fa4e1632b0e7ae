import type { Page } from "@playwright/test";

/** What a page shows of each thing, as it changes on the screen. */
export interface SeenText {
  /** When the page next shows this of the thing, ms since the epoch; null where it has not after so many ms. */
  next(key: string, shown: string, patience: number): Promise<number | null>;
}

/** Where a thing is found on a page, and what is read of it. */
export type Look = "version of a server" | "whether a stream is in trouble";

/** Watches what an open page shows of these things. */
export async function watchText(page: Page, look: Look, keys: string[]): Promise<SeenText> {
  const waiting = new Map<string, { shown: string; resolve: (at: number) => void }>();
  await page.exposeFunction("plimsollShows", (key: string, shown: string, at: number) => {
    const wanted = waiting.get(key);
    if (wanted?.shown === shown) wanted.resolve(at);
  });
  await page.evaluate(watch, { look, keys });
  return {
    next: (key, shown, patience) =>
      new Promise((resolve) => {
        const end = (at: number | null) => {
          clearTimeout(timer);
          waiting.delete(key);
          resolve(at);
        };
        const timer = setTimeout(() => end(null), patience);
        waiting.set(key, { shown, resolve: end });
      }),
  };
}

/** Runs in the page: says what is shown, and when the frame with it was done. */
function watch({ look, keys }: { look: Look; keys: string[] }): void {
  const said = new Map<string, string>();
  const say = Reflect.get(window, "plimsollShows") as (key: string, shown: string, at: number) => void;
  const read = { "version of a server": versionOf, "whether a stream is in trouble": troubleOf }[look];

  function versionOf(name: string): string {
    const lines = [...document.querySelectorAll('[data-testid="server"]')];
    // In a large system a link names what its mark means, too.
    const line = lines.find((each) => each.querySelector("a")?.textContent?.split(",", 1)[0] === name);
    const around = line?.closest('[data-testid="uniform-group"]') ?? line;
    // The name stands right before it, and may end in a digit.
    return /\d+\.\d+\.\d+/.exec(around?.textContent?.replace(name, " ") ?? "")?.[0] ?? "nothing";
  }

  function troubleOf(name: string): string {
    const lines = [...document.querySelectorAll('[data-testid="asset"]')];
    return lines.some((line) => line.textContent?.includes(name)) ? "in trouble" : "well";
  }

  function tell(key: string, shown: string): void {
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => say(key, shown, Date.now());
    // The message comes when the frame is done: by then it is on its way to the screen.
    requestAnimationFrame(() => drawn.port2.postMessage(null));
  }

  function lookAll(): void {
    for (const key of keys) {
      const shown = read(key);
      if (said.get(key) === shown) continue;
      said.set(key, shown);
      tell(key, shown);
    }
  }

  new MutationObserver(lookAll).observe(document.body, { subtree: true, childList: true, characterData: true });
  lookAll();
}
