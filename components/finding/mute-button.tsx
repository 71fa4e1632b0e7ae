import type { Finding } from "#lib/model/finding.ts";
import { visible } from "#lib/model/visible.ts";
import { muteButtonId } from "./mute-focus.ts";

interface MuteButtonProps {
  finding: Finding;
  /** Before the time is known nothing can be muted. */
  isDisabled: boolean;
  onMute: (finding: Finding) => void;
}

export function MuteButton({ finding, isDisabled, onMute }: MuteButtonProps) {
  return (
    <button
      type="button"
      id={muteButtonId(finding.key)}
      disabled={isDisabled}
      className="min-h-6 cursor-pointer underline"
      aria-label={`Mute: ${visible(finding.title)}`}
      onClick={() => onMute(finding)}
    >
      Mute
    </button>
  );
}
