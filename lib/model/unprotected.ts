import type { Asset } from "./asset.ts";
import { type AccountCase, type AssetCase, casesIn } from "./cases.ts";
import { assetSubject, type Rule, subjectsOf } from "./facts.ts";
import { type Lack, lackOf } from "./required.ts";
import { releaseOf, serverNamed, type Topology } from "./topology.ts";
import { hasOfflineMode } from "./version.ts";
import { countOf, listed } from "./words.ts";

/** An asset that runs where it should not, and what its servers ignore. */
interface Risk {
  asset: Asset;
  servers: string[];
  ignored: string[];
}

/** Assets on a server without an offline mode that lacks what they need: it runs what it does not understand. */
export const unprotectedAssets: Rule = (facts) => {
  const versions = new Set(facts.observation.servers.map(({ identity }) => identity.version));
  if ([...versions].every(hasOfflineMode)) return [];
  const releases = JSON.stringify(facts.observation.servers.map((server) => [server.identity.id, releaseOf(server)]));
  const risks = [...facts.cases.accounts.values()].flatMap((account) => risksIn(account, releases, facts.topology));
  const groups = Map.groupBy(risks, causeKey);
  return [...groups].map(([key, members]) => {
    const servers = members[0]?.servers ?? [];
    const ignored = [...new Set(members.flatMap((member) => member.ignored))];
    return {
      key: `JS_ASSET_UNPROTECTED:${key}`,
      code: "JS_ASSET_UNPROTECTED",
      severity: "warning",
      title: `${countOf(members.length, "asset")} ${members.length === 1 ? "runs" : "run"} unprotected on ${listed(servers)}`,
      detail: `Without an offline mode (new in 2.11.9) a server runs an asset without what it does not know. Here it passes over ${listed(ignored, 8)}.`,
      remedy: "Upgrade the servers, or move these assets off them before anyone relies on the newer features.",
      commands: ["nats server list", "nats server report jetstream"],
      since: null,
      ...subjectsOf(members.map(({ asset }) => assetSubject(asset))),
    };
  });
};

/** Where an asset runs unprotected, as it follows the code in the key of its finding; null where it does not. */
export function riskCause(each: AssetCase, topology: Topology): string | null {
  const risk = riskOf(each, topology);
  return risk && causeKey(risk);
}

function causeKey({ asset, servers }: Risk): string {
  return [asset.domain ?? "", ...servers].join(",");
}

const known = new WeakMap<AccountCase, { releases: string; risks: Risk[] }>();

/** Kept for an account while neither it nor the servers change. */
function risksIn(account: AccountCase, releases: string, topology: Topology): Risk[] {
  const before = known.get(account);
  if (before?.releases === releases) return before.risks;
  const risks = casesIn(account).flatMap((each) => riskOf(each, topology) ?? []);
  known.set(account, { releases, risks });
  return risks;
}

function riskOf({ asset, config }: AssetCase, topology: Topology): Risk | null {
  const domain = topology.domains.get(asset.domain);
  if (!domain) return null;
  const { kind, requiredLevel } = asset;
  const demand = { kind, requiredLevel, config };
  const risky = asset.replicas
    .filter(({ state }) => state === "leader" || state === "current")
    .flatMap((replica) => serverNamed(domain, replica.server) ?? [])
    .filter((server) => !hasOfflineMode(server.identity.version))
    .flatMap((server) => {
      const lack = lackOf(demand, releaseOf(server));
      return lack ? [{ name: server.identity.name, ignored: ignoredIn(lack, requiredLevel) }] : [];
    });
  if (risky.length === 0) return null;
  return { asset, servers: risky.map(({ name }) => name).sort(), ignored: risky.flatMap(({ ignored }) => ignored) };
}

/** The fields say it best; where no config is known, the level has to. */
function ignoredIn({ parts }: Lack, requiredLevel: number | null): string[] {
  return parts.length > 0 ? parts.map(({ name }) => name) : [`what API level ${requiredLevel} brought`];
}
