import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { commandsFor } from "#lib/model/asset-commands.ts";
import type { Reason } from "#lib/model/reason.ts";

const ORDERS = { domain: null, account: "APP", stream: "ORDERS", consumer: null };
const reason = (server: string): Reason => ({
  kind: "host-down",
  raw: null,
  text: "",
  inferred: true,
  servers: [server],
});
const lookAt = (name: Partial<typeof ORDERS | { domain: string; consumer: string }>) =>
  commandsFor({ ...ORDERS, ...name }, null)[0];

test("a name that is plain stands plainly", () => {
  expect(commandsFor(ORDERS, reason("n1-east"))).toEqual([
    "nats stream info ORDERS",
    "nats server report jetstream",
    "nats server request jetstream --name=n1-east",
  ]);
  expect(lookAt({ domain: "hub", consumer: "c" })).toBe("nats --js-domain=hub consumer info ORDERS c");
});

test("a name that looks like an option, or like a file of arguments, is taken for a name", () => {
  expect(lookAt({ stream: "--server=[2001:db8::66]:4222" })).toBe("nats stream info -- '--server=[2001:db8::66]:4222'");
  expect(lookAt({ stream: "@args" })).toBe("nats stream info -- @args");
  expect(lookAt({ consumer: "-h" })).toBe("nats consumer info -- ORDERS -h");
  expect(lookAt({ domain: "-d" })).toBe("nats --js-domain=-d stream info ORDERS");
  expect(commandsFor(ORDERS, reason("-x")).at(-1)).toBe("nats server request jetstream --name=-x");
});

test.each(["a\u0015b", "\u001b[201~", "a'\u000f'\n", "!$(x)\u202e`y`", "it's", "soft\u00adhyphen\u{e0041}", "\\x15"])(
  "the shell reads %j as the same name, and the terminal nothing",
  (stream) => {
    const command = lookAt({ stream }) ?? "";
    expect(command).not.toMatch(/[\p{Cc}\p{Cf}\u00ad]/u);
    const word = command.replace(/^nats stream info /, "");
    expect(execFileSync("bash", ["-c", `printf %s ${word}`]).toString()).toBe(stream);
  },
);
