/** Of the button that mutes a finding, or takes that back: a page has one of them. */
export function muteButtonId(key: string): string {
  return `mute ${key}`;
}

/** A button that muted goes with its row: the focus is on its counterpart once that is drawn. */
export function focusMuteButton(key: string): void {
  setTimeout(() => document.getElementById(muteButtonId(key))?.focus());
}
