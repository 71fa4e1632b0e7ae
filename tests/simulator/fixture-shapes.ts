import { readFileSync } from "node:fs";

type Shape = { [key: string]: unknown };

/** A reply of a real server, as it was captured; what is asked for must be in it. */
function captured(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/2.15.2/cluster/${file}.json`, import.meta.url), "utf8"));
}

function at(value: unknown, ...path: (string | number)[]): Shape {
  let found = value;
  for (const key of path) found = (found as Shape)[key];
  if (typeof found !== "object" || found === null) throw new Error(`nothing captured at ${path.join(".")}`);
  return found as Shape;
}

function named(list: unknown, name: string): Shape {
  const found = (list as Shape[]).find((item) => item.name === name);
  if (!found) throw new Error(`nothing captured is called ${name}`);
  return found;
}

const assets = captured("jsz-assets");
const account = at(assets, 0, "data", "account_details", 0);
const api = captured("js-api");

/** What real servers of 2.15.2 said; the simulator changes names and figures in it, and nothing else. */
export const shapes = {
  server: at(captured("varz"), 0, "server"),
  varz: at(captured("varz"), 0, "data"),
  jsz: at(captured("jsz"), 0, "data"),
  statsz: at(captured("statsz"), 0, "statsz"),
  health: at(captured("healthz"), 0, "data"),
  account,
  stream: named(account.stream_detail, "orders"),
  singleStream: named(account.stream_detail, "elsewhere"),
  consumer: named(named(account.stream_detail, "orders").consumer_detail, "plain"),
  accountInfo: at(api, "INFO"),
  streamNames: at(api, "STREAM.NAMES"),
  consumerNames: at(api, "CONSUMER.NAMES.orders"),
  streamInfo: at(api, "STREAM.INFO.orders"),
  consumerInfo: at(api, "CONSUMER.INFO.orders.plain"),
} as const;
