/** That a wall is only last known and how old, and why. Read out is why: an age would be said each second. */
export function StaleNotice({ age, why }: { age: string; why: string }) {
  return (
    <p data-testid="stale" className="wall-notice">
      <strong>{age}</strong> <span role="status">{why}</span>
    </p>
  );
}
