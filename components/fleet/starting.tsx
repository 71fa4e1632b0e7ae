import { Banner } from "#components/status/banner.tsx";

/** Plimsoll serves pages already, but watches nothing yet. */
export function Starting() {
  return (
    <main className="@container">
      <title>Starting – Plimsoll</title>
      <link rel="icon" href="/icon-unknown.svg" type="image/svg+xml" />
      <Banner
        testId="starting"
        status="unknown"
        main="Plimsoll is starting"
        rest="No system is watched yet. This page goes on by itself."
      />
    </main>
  );
}
