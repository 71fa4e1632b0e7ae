import { ASSET_STATES } from "../model/asset.ts";
import type { Counts, Server, Status } from "../model/board.ts";
import { REASON_KINDS } from "../model/reason.ts";
import type { Published } from "../model/store.ts";
import { type Family, renderFamilies, type Sample } from "./prometheus-text.ts";

export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** The most servers of a context that get series of their own. */
const MAX_SERVERS = 1000;
const STATUSES: Status[] = ["ok", "warning", "critical", "unknown"];

/**
 * `GET /metrics`: gauges of each context, in the text format of Prometheus. Series are bounded: servers by number,
 * assets and accounts never by name.
 */
export function prometheusText(contexts: { name: string; isReady: boolean; published: Published }[]): string {
  const families = FAMILIES.map(({ name, help, samples }) => ({
    name,
    help,
    samples: contexts.flatMap((context) =>
      samples(context).map(({ labels, value }): Sample => ({ labels: { context: context.name, ...labels }, value })),
    ),
  }));
  return renderFamilies(families);
}

type Context = { isReady: boolean; published: Published };
type OwnSample = { labels?: { [name: string]: string }; value: number };

const FAMILIES: (Omit<Family, "samples"> & { samples(context: Context): OwnSample[] })[] = [
  {
    name: "plimsoll_ready",
    help: "1 after the first poll of the context.",
    samples: ({ isReady }) => [{ value: Number(isReady) }],
  },
  {
    name: "plimsoll_connected",
    help: "1 while connected to the system, or replaying a recording.",
    samples: ({ published }) => [{ value: Number(published.board.head.connection.state === "connected") }],
  },
  {
    name: "plimsoll_status",
    help: "1 for the status the context has, 0 for the others; while unknown, servers and assets are as last known.",
    samples: ({ published }) =>
      STATUSES.map((status) => ({ labels: { status }, value: Number(published.board.head.status === status) })),
  },
  {
    name: "plimsoll_observed_timestamp_seconds",
    help: "When the servers were last observed, Unix time.",
    samples: ({ published: { observedAt } }) => (observedAt === null ? [] : [{ value: observedAt / 1000 }]),
  },
  ...(["expected", "answered"] as const).map((key) => ({
    name: `plimsoll_coverage_servers_${key}`,
    help: `Servers ${key === "expected" ? "that should answer" : "that answered"}.`,
    samples: ({ published }: Context) => [{ value: published.board.head.coverage.servers[key] }],
  })),
  ...(["total", "observed"] as const).map((key) => ({
    name: `plimsoll_coverage_accounts_${key}`,
    help: key === "total" ? "Accounts with JetStream." : "Accounts whose assets are observed.",
    samples: ({ published }: Context) => [{ value: published.board.head.coverage.accounts[key] }],
  })),
  ...(["requests", "bytes"] as const).map((key) => ({
    name: `plimsoll_cost_${key}_per_second`,
    help: `${key === "requests" ? "Requests that Plimsoll sends to the system" : "Bytes of the replies to them"}, in the last minute.`,
    samples: ({ published }: Context) => {
      const { cost } = published.board.head;
      return cost ? [{ value: cost[key] }] : [];
    },
  })),
  {
    name: "plimsoll_servers",
    help: 'Servers by API level; "none" without JetStream, "?" where it is not known.',
    samples: ({ published }) =>
      Object.entries(published.board.head.counts.levels).map(([level, value]) => ({ labels: { level }, value })),
  },
  serverFamily("plimsoll_server_up", "1 while the server answers.", (server) => Number(server.state === "answering")),
  serverFamily(
    "plimsoll_server_api_level",
    "JetStream API level of the server; 0 where it reports none.",
    (server) => server.apiLevel,
  ),
  serverFamily(
    "plimsoll_server_healthy",
    "1 where the server calls itself healthy, absent where it did not say.",
    (server) => (server.health.state === "unknown" ? null : Number(server.health.state === "ok")),
  ),
  serverFamily("plimsoll_server_meta_leader", "1 for the meta leader of a domain.", (server) =>
    Number(server.metaLeader),
  ),
  {
    name: "plimsoll_assets",
    help: "Streams and consumers by state.",
    samples: ofAssets(({ assets }) =>
      (["stream", "consumer"] as const).flatMap((kind) =>
        ASSET_STATES.map((state) => ({ labels: { kind, state }, value: assets[kind][state] })),
      ),
    ),
  },
  {
    name: "plimsoll_assets_down",
    help: "Offline and unavailable assets by reason.",
    samples: ofAssets(({ reasons }) =>
      REASON_KINDS.map((reason) => ({ labels: { reason }, value: reasons[reason] ?? 0 })),
    ),
  },
  {
    name: "plimsoll_findings",
    help: "Findings by code and severity.",
    samples: ({ published }) => findings(published),
  },
];

/** A gauge of each server; null where it has no value. */
function serverFamily(name: string, help: string, gauge: (server: Server) => number | null) {
  return {
    name,
    help,
    samples: ({ published }: Context): OwnSample[] =>
      Object.values(published.board.servers)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, MAX_SERVERS)
        .flatMap((server) => {
          const value = gauge(server);
          return value === null ? [] : [{ labels: serverLabels(server), value }];
        }),
  };
}

/**
 * Gauges of assets: before anybody has looked at any there are none to report, which is not to say there are no assets.
 */
function ofAssets(gauges: (counts: Counts) => OwnSample[]) {
  return ({ published }: Context): OwnSample[] => {
    const { status, counts } = published.board.head;
    const states = Object.values(counts.assets).flatMap((each) => Object.values(each));
    return status === "unknown" && states.every((number) => number === 0) ? [] : gauges(counts);
  };
}

function serverLabels({ id, name, cluster, domain, version }: Server) {
  return { server: name, server_id: id, cluster: cluster ?? "", domain: domain ?? "", version };
}

function findings({ board }: Published): OwnSample[] {
  const counts = new Map<string, OwnSample>();
  for (const { code, severity } of Object.values(board.findings)) {
    const known = counts.get(`${code} ${severity}`);
    counts.set(`${code} ${severity}`, { labels: { code, severity }, value: (known?.value ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sample]) => sample);
}
