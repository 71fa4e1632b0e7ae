/** Later than that a sound is no news, ms: what could not be heard for hours must not sound all at once. */
const LATEST = 5_000;

/** Two falling tones, twice, 1.5 s in all. Through the context that a gesture has opened; it may be suspended since. */
export async function beep(audio: AudioContext): Promise<void> {
  const asked = performance.now();
  await audio.resume();
  if (performance.now() - asked > LATEST) return;
  [880, 660, 880, 660].forEach((pitch, index) => {
    const start = audio.currentTime + index * 0.375;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.3, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.36);
  });
}
