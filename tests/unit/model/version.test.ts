import { expect, test } from "vitest";
import { compareVersions, hasOfflineMode, parseVersion } from "#lib/model/version.ts";

test.each([
  { a: "2.9.25", b: "2.10.0", what: "numbers are not compared as text" },
  { a: "2.12.4", b: "2.12.15", what: "patches neither" },
  { a: "2.14.0-RC.3", b: "2.14.0", what: "a pre-release is older than its release" },
  { a: "2.14.0-RC.3", b: "2.14.0-RC.10", what: "pre-releases count up" },
  { a: "2.13.9", b: "2.14.0-dev", what: "a pre-release is newer than the release before" },
  { a: "unknown", b: "2.0.0", what: "what is no version sorts first" },
])("$a is older than $b: $what", ({ a, b }) => {
  expect(compareVersions(a, b)).toBeLessThan(0);
  expect(compareVersions(b, a)).toBeGreaterThan(0);
  expect(compareVersions(a, a)).toBe(0);
});

test("a leading v and build metadata do not matter", () => {
  expect(compareVersions("v2.12.1", "2.12.1+abc")).toBe(0);
});

test.each(["", "2.12", "two", "2.12.x", "2.12.1.4"])("%j is no version", (text) => {
  expect(parseVersion(text)).toBeNull();
});

test.each([
  { version: "2.10.27", has: false },
  { version: "2.11.8", has: false },
  { version: "2.11.9-RC.1", has: false },
  { version: "2.11.9", has: true },
  { version: "2.12.0", has: true },
  { version: "2.15.2", has: true },
  { version: "something new", has: true },
])("$version has an offline mode: $has", ({ version, has }) => {
  expect(hasOfflineMode(version)).toBe(has);
});
