import type { Coverage } from "./board.ts";
import { ownerOfShown } from "./mistaken-account.ts";
import type { Observation, ObservedAccount, ObservedServer } from "./observation.ts";
import { topologyOf } from "./topology.ts";
import { listed } from "./words.ts";

const UNOBSERVED_SHOWN = 20;

/** How many of the servers and accounts that exist this observation covers. */
export function coverageOf(observation: Observation, { domains } = topologyOf(observation)): Coverage {
  const answered = observation.servers.filter((server) => server.isAnswering).length;
  const known = [...domains.values()].flatMap(({ servers, strangers }) => [...servers, ...strangers]).length;
  const expected = Math.max(observation.activeServers ?? 0, known);
  const emptied = new Set(
    observation.servers.map(({ identity }) => identity.domain).filter((name) => !domains.has(name)),
  );
  // Where all servers of a domain are in another, being renamed, so are its accounts.
  const isHere = ({ domain }: ObservedAccount): boolean => !emptied.has(domain);
  const accounts = emptied.size === 0 ? observation.accounts : observation.accounts.filter(isHere);
  const whyHidden = (each: ObservedAccount): string | null =>
    whyUnobserved(each) ??
    whyAmbiguous(domains.get(each.domain)?.realms ?? []) ??
    whyMistaken(each, observation.servers);
  // There may be thousands, of which few are hidden: nothing is allocated for the others.
  const hidden = accounts.filter((each) => whyHidden(each) !== null);
  const total = accounts.length;
  return {
    servers: { expected, answered },
    accounts: { total, observed: total - hidden.length },
    unobserved: hidden.slice(0, UNOBSERVED_SHOWN).map((each) => {
      return { account: each.account, domain: each.domain, why: whyHidden(each) ?? "" };
    }),
  };
}

function whyUnobserved({ names, list }: ObservedAccount): string | null {
  if (names === null) return "not asked yet";
  if (!names.ok) return names.message;
  return list?.ok === false ? list.message : null;
}

function whyAmbiguous(realms: string[]): string | null {
  if (realms.length === 0) return null;
  return `${listed(realms)} have JetStreams of their own under one domain, whose API leads to one of them: give each its own domain`;
}

function whyMistaken(account: ObservedAccount, servers: ObservedServer[]): string | null {
  const owner = ownerOfShown(account, servers);
  return owner === null
    ? null
    : `its user is one of ${owner}, whose streams stand in its place: give it a user of its own`;
}
