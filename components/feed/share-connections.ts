/** Hidden tabs of one browser that keep their feeds: over HTTP/1.1 it has six connections to a host, and a feed holds one. */
const MOST = 3;

interface Told {
  tab: number;
  isOpen: boolean;
}

/**
 * Calls where this tab is hidden and `MOST` others were opened or looked at since, so that its feed takes a connection
 * from what is looked at. A wall keeps it: that is looked at, whatever the browser says. Goes on until `signal`.
 */
export function shareConnections(giveBack: () => void, signal: AbortSignal): void {
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel("plimsoll.feeds");
  } catch {
    // Where a browser denies storage it denies this too: then each tab keeps its feed.
    return;
  }
  const tab = Math.random();
  const since = new Set<number>();
  const tell = (isOpen: boolean) => channel.postMessage({ tab, isOpen } satisfies Told);
  const leave = () => tell(false);
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    since.delete(data.tab);
    if (!data.isOpen || !document.hidden || new URLSearchParams(location.search).has("wall")) return;
    since.add(data.tab);
    if (since.size < MOST) return;
    giveBack();
    leave();
  };
  function turn(): void {
    since.clear();
    if (!document.hidden) tell(true);
  }
  document.addEventListener("visibilitychange", turn, { signal });
  window.addEventListener("pagehide", leave, { signal });
  signal.addEventListener("abort", () => {
    leave();
    channel.close();
  });
  tell(true);
}
