import type { Page } from "@playwright/test";

/** What a page shows of each thing, as it changes on the screen. */
export interface SeenText {
  /** When the page next shows this of the thing, ms since the epoch. Rejects after `deadline` ms. */
  next(key: string, shown: string, deadline: number): Promise<number>;
}

/** Where a thing is found on a page, and what is read of it. */
export type Look = "version of a server" | "whether a stream is in trouble";

/** Watches what an open page shows of these things. */
export async function watchText(page: Page, look: Look, keys: string[]): Promise<SeenText> {
  const waiting = new Map<string, { shown: string; resolve: (at: number) => void }>();
  const last = new Map<string, string>();
  await page.exposeFunction("plimsollShows", (key: string, shown: string, at: number) => {
    last.set(key, shown);
    const wanted = waiting.get(key);
    if (wanted?.shown !== shown) return;
    waiting.delete(key);
    wanted.resolve(at);
  });
  await page.evaluate(watch, { look, keys });
  return {
    next: (key, shown, deadline) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const why = `${key}: the page shows "${last.get(key)}", not "${shown}", after ${deadline / 1_000} s`;
          reject(new Error(why));
        }, deadline);
        const seen = (at: number) => {
          clearTimeout(timer);
          resolve(at);
        };
        waiting.set(key, { shown, resolve: seen });
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
    const line = lines.find((each) => each.querySelector("a")?.textContent === name);
    const around = line?.closest('[data-testid="uniform-group"]') ?? line;
    return /\d+\.\d+\.\d+/.exec(around?.textContent ?? "")?.[0] ?? "nothing";
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
