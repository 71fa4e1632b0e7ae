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

const time = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", timeStyle: "medium" });
const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });
const year = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });

const wholeDay = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", dateStyle: "full" });

/** "Sunday 22 November 2026, UTC". */
export function dayText(at: number): string {
  // Some ICU tables have a comma after the weekday.
  return `${wholeDay.format(at).replace(",", "")}, UTC`;
}

/** "14:02 UTC", with the day where it is not the day of `now`. Times are ms since the epoch. */
export function timeText(at: number, now: number | null): string {
  const isToday = now !== null && day.format(at) === day.format(now) && Math.abs(now - at) < 86_400_000;
  return isToday ? `${time.format(at)} UTC` : `${day.format(at)}, ${time.format(at)} UTC`;
}

/** "14:02:11 UTC". */
export function clockText(at: number): string {
  return `${exact.format(at)} UTC`;
}

/** "14:02", for axes that name the zone elsewhere. */
export function shortTime(at: number): string {
  return time.format(at);
}

/** "22 Nov 2026, 14:02:11 UTC". */
export function dateText(at: number): string {
  return `${year.format(at)}, ${exact.format(at)} UTC`;
}
