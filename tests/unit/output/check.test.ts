import { expect, test } from "vitest";
import { checkText } from "#lib/output/check.ts";
import { finding, published } from "./published.ts";

const lost = { fault: "closed" as const, message: "connection refused\nby n1", remedy: "" };

test.each([
  ["all well", published({ status: "ok" }, []), 200, "ok\n"],
  ["a warning", published({ status: "warning" }, [finding({ severity: "warning" })]), 200, "warning\n"],
  ["a critical finding", published(), 503, "JS_STREAM_OFFLINE 1 stream offline: n2 runs level 3\n"],
  ["a name with a line end", published({}, [finding({ title: "a\nb\u2028c" })]), 503, "JS_STREAM_OFFLINE a b c\n"],
  ["nothing known", published({ status: "unknown" }, []), 503, "unknown: prod has not been observed\n"],
  [
    "no connection",
    published(
      { status: "unknown", connection: { state: "disconnected", url: "", server: null, problem: lost, since: 0 } },
      [],
    ),
    503,
    "unknown: connection refused by n1\n",
  ],
])("%s", (_name, given, status, text) => {
  expect(checkText(given)).toEqual({ status, text });
});
