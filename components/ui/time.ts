/** A duration for people: "4 s", "12 min", "3 h 05 min", "2 d 4 h". In ms. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

interface Formats {
  time: Intl.DateTimeFormat;
  exact: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  year: Intl.DateTimeFormat;
  wholeDay: Intl.DateTimeFormat;
  zone: Intl.DateTimeFormat;
}

function formatsOf(timeZone: string): Formats {
  const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", { timeZone, ...options });
  return {
    time: of({ hour: "2-digit", minute: "2-digit" }),
    exact: of({ timeStyle: "medium" }),
    day: of({ day: "numeric", month: "short" }),
    year: of({ day: "numeric", month: "short", year: "numeric" }),
    wholeDay: of({ dateStyle: "full" }),
    zone: of({ hour: "2-digit", timeZoneName: "short" }),
  };
}

let zone = "UTC";
let formats = formatsOf(zone);

/** The IANA zone of all absolute times: one for a whole Plimsoll, never the reader's own. */
export function setTimeZone(name: string): void {
  if (name === zone) return;
  zone = name;
  formats = formatsOf(name);
}

/** How far the zone's clocks are ahead of UTC at a time, ms. */
export function zoneOffset(at: number): number {
  // A format that every browser writes, and reads.
  const local = new Date(at).toLocaleString("en-US", { timeZone: zone });
  return Date.parse(`${local} UTC`) - Math.floor(at / 1000) * 1000;
}

/** "UTC", "CET": changes with the season. */
function zoneName(at: number): string {
  return formats.zone.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** "Sunday 22 November 2026, UTC". */
export function dayText(at: number): string {
  // Some ICU tables have a comma after the weekday.
  return `${formats.wholeDay.format(at).replace(",", "")}, ${zoneName(at)}`;
}

function isSameDay(at: number, now: number): boolean {
  return formats.day.format(at) === formats.day.format(now) && Math.abs(now - at) < 86_400_000;
}

/** "14:02 UTC", with the day where it is not the day of `now`. Times are ms since the epoch. */
export function timeText(at: number, now: number | null): string {
  const day = now !== null && isSameDay(at, now) ? "" : `${formats.day.format(at)}, `;
  return `${day}${formats.time.format(at)} ${zoneName(at)}`;
}

/** `timeText` where room is scarce: "14:02 UTC", of another day only "20 Nov UTC". */
export function startText(at: number, now: number): string {
  return `${(isSameDay(at, now) ? formats.time : formats.day).format(at)} ${zoneName(at)}`;
}

/** "14:02:11 UTC". */
export function clockText(at: number): string {
  return `${formats.exact.format(at)} ${zoneName(at)}`;
}

/** "14:02", for axes that name the zone elsewhere. */
export function shortTime(at: number): string {
  return formats.time.format(at);
}

/** "22 Nov", for axes that name the zone elsewhere. */
export function shortDay(at: number): string {
  return formats.day.format(at);
}

/** "22 Nov 2026, 14:02:11 UTC". */
export function dateText(at: number): string {
  return `${formats.year.format(at)}, ${clockText(at)}`;
}
