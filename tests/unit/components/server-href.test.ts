import { expect, test } from "vitest";
import { serverHrefs, serversAt } from "#components/server/href.ts";
import { server } from "#tests/browser/boards/build.ts";

const byId = (...all: ReturnType<typeof server>[]) => Object.fromEntries(all.map((it) => [it.id, it]));
const n1 = server("n1", { id: "NA" });
const edge = server("n1", { id: "NB", domain: "edge" });
const named = (name: string) => server(name, { id: "NA" });

test.each([
  ["by its name", n1, byId(n1), "n1"],
  ["by its id where another domain has the name too", n1, byId(n1, edge), "NA"],
  ["by its id where the name is another's id", named("NC"), byId(named("NC"), server("n2", { id: "NC" })), "NA"],
  ["by its id without a name of its own", named("NA"), byId(named("NA")), "NA"],
  ["by its id when it is gone, and another has its name", n1, byId(server("n1", { id: "NZ" })), "NA"],
  ["by its id where the name is no part of a path", named(".."), byId(named("..")), "NA"],
  ["by its id where the name is empty", named(""), byId(named("")), "NA"],
  ["by its id where the name is half a surrogate pair", named("\ud800"), byId(named("\ud800")), "NA"],
  ["by a name with what a path has for itself", named("a/b ü"), byId(named("a/b ü")), "a%2Fb%20%C3%BC"],
  ["by a name of objects", named("__proto__"), byId(named("__proto__")), "__proto__"],
])("a server's page is called %s", (_, it, servers, address) => {
  expect(serverHrefs("prod", servers)(it)).toBe(`/c/prod/servers/${address}`);
});

test.each([
  ["an id", "NA", ["NA"]],
  ["a name", "n2", ["NC"]],
  ["a name that two have", "n1", ["NA", "NB"]],
  ["nobody", "constructor", []],
])("%s means", (_, address, ids) => {
  const servers = byId(n1, edge, server("n2", { id: "NC" }));
  expect(serversAt(servers, address).map(({ id }) => id)).toEqual(ids);
});
