import { apply } from "#lib/model/delta.ts";
import type { Published } from "#lib/model/store.ts";
import { backoff } from "./backoff.ts";
import type { BoardEvent, DeltaEvent, InitialSnapshot, PingEvent } from "./events.ts";
import { elapsed, type Instant, type Link, type Pulse, SILENCE } from "./pulse.ts";

/** One that is open may take so long to its first event, ms: over a slow link a board comes whole, or not at all. */
const SLOWEST = 16 * SILENCE;

/** What a connection that failed came to. */
export type Failure = Extract<Link, "retrying" | "login" | "gone">;

export interface FeedOptions {
  url: string;
  /** What the page was drawn with. */
  initial: InitialSnapshot | null;
  /** How fresh that is. */
  pulse: Pulse;
  onSnapshot(snapshot: Published): void;
  onPulse(pulse: Pulse): void;
  onBuild(buildId: string): void;
  /** Why a connection failed: a gateway that wants a login looks like any other failure to an EventSource. */
  probe(): Promise<Failure>;
  clock(): Instant;
  random(): number;
}

export interface Feed {
  /** Looks at the clock at once: timers of a hidden tab cannot be trusted. */
  check(): void;
  /** Gives the connection back until it is to look again. */
  rest(): void;
  close(): void;
}

/**
 * The only EventSource. Never gives up; asks for what has changed since the board that is shown, and after a gap in the
 * revisions for a full one.
 */
export function openFeed(options: FeedOptions): Feed {
  let source: EventSource | null = null;
  let snapshot: Published | null = options.initial;
  let attempt = 0;
  let heardAt = options.clock();
  let patience = SILENCE;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  let { pulse } = options;

  function tell(change: Partial<Pulse>): void {
    pulse = { ...pulse, ...change };
    options.onPulse(pulse);
  }

  function letGo(): void {
    clearTimeout(retry);
    retry = undefined;
    source?.close();
    source = null;
  }

  function show({ revision, observedAt, board }: Published): void {
    snapshot = { revision, observedAt, board };
    options.onSnapshot(snapshot);
    tell({ link: "open", observedAt });
  }

  function startOver(): void {
    snapshot = null;
    connect();
  }

  function connect(): void {
    letGo();
    heardAt = options.clock();
    const opened = new EventSource(snapshot ? `${options.url}?lastEventId=${snapshot.revision}` : options.url);
    source = opened;
    // What was missed is over: none of it is shown as if it were so now. A ping follows it.
    let isCaughtUp = false;
    on<BoardEvent>(opened, "board", (event) => {
      isCaughtUp = true;
      options.onBuild(event.buildId);
      show(event);
    });
    on<DeltaEvent>(opened, "delta", ({ revision, observedAt, delta }) => {
      if (snapshot && revision <= snapshot.revision) return;
      if (!snapshot || revision !== snapshot.revision + 1) return startOver();
      const next = { revision, observedAt, board: apply(snapshot.board, delta) };
      if (isCaughtUp) show(next);
      else snapshot = next;
    });
    on<PingEvent>(opened, "ping", (event) => {
      options.onBuild(event.buildId);
      if (snapshot && event.revision !== snapshot.revision) return startOver();
      if (snapshot && !isCaughtUp) show(snapshot);
      isCaughtUp = true;
      tell({ link: "open", observedAt: event.observedAt, serverNow: event.now, heardAt });
    });
    opened.onerror = () => {
      if (source === opened) fail();
    };
  }

  function on<T>(target: EventSource, name: string, handle: (event: T) => void): void {
    target.addEventListener(name, (message: MessageEvent<string>) => {
      if (source !== target) return;
      heardAt = options.clock();
      attempt = 0;
      patience = SILENCE;
      const event: T = JSON.parse(message.data);
      handle(event);
    });
  }

  function fail(): void {
    source?.close();
    source = null;
    if (isClosed || retry !== undefined) return;
    retry = setTimeout(connect, backoff(attempt, options.random()));
    attempt += 1;
    if (pulse.link !== "login" && pulse.link !== "gone") tell({ link: "retrying" });
    void options.probe().then((link) => {
      if (!isClosed && pulse.link !== "open" && pulse.link !== "resting") tell({ link });
    });
  }

  function check(): void {
    if (isClosed) return;
    if (source) {
      const isOpen = source.readyState === source.OPEN;
      if (elapsed(heardAt, options.clock()) <= (isOpen ? patience : SILENCE)) return;
      if (isOpen) patience = Math.min(2 * patience, SLOWEST);
      tell({ link: "retrying" });
    }
    connect();
  }

  tell({});
  connect();
  const watchdog = setInterval(() => {
    if (source !== null) check();
  }, 1_000);

  return {
    check,
    rest() {
      letGo();
      tell({ link: "resting" });
    },
    close() {
      isClosed = true;
      clearInterval(watchdog);
      letGo();
    },
  };
}
