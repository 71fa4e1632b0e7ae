import { createInbox, headers, type NatsConnection } from "nats.ws";
import { users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { until } from "../lab/until.ts";

/** An asset of the lab, by whom to ask for it. */
export interface LabAsset {
  /** As in a picture: `APP/stream/consumer`, `leaf:APP/stream`. */
  name: string;
  domain: string | null;
  account: string;
  stream: string;
  consumer: string | null;
  /** Whether its INFO names a leader: of consumers a standalone server's does not. */
  isClustered: boolean;
  /** The server to connect to, in whose domain it is; null: any. */
  at: string | null;
}

/** What the servers answer when asked for this very asset. */
export interface Fate {
  isDown: boolean;
  /** Why, in their words; null where they say nothing. */
  words: string | null;
}

interface Answer {
  error?: { err_code?: number; description?: string };
  cluster?: { name?: string; leader?: string };
  streams?: string[] | null;
  consumers?: string[] | null;
}

/** Refusing members answer after half a second (jetstream_api.go: errRespDelay). */
const ENOUGH_MS = 1_500;

/** All streams and consumers of accounts in the domain of the connected server, by the servers' own lists; to be taken while all is well. */
export async function takeInventory(
  sys: NatsConnection,
  accounts: string[],
  { domain = null, at = null }: Partial<Pick<LabAsset, "domain" | "at">> = {},
): Promise<LabAsset[]> {
  const assets: LabAsset[] = [];
  for (const account of accounts) {
    const where = { account };
    for (const stream of await namesOf(sys, where, "STREAM.NAMES", "streams")) {
      for (const consumer of [null, ...(await namesOf(sys, where, `CONSUMER.NAMES.${stream}`, "consumers"))]) {
        const path = [account, stream, consumer].filter((part) => part !== null).join("/");
        const name = (domain === null ? "" : `${domain}:`) + path;
        const infos = await askAll(sys, where, infoOf(stream, consumer), (answer) => answer.error === undefined);
        const isClustered = infos.some(({ cluster }) => cluster?.leader !== undefined);
        assets.push({ name, domain, account, stream, consumer, isClustered, at });
      }
    }
  }
  return assets;
}

async function namesOf(
  sys: NatsConnection,
  where: Pick<LabAsset, "account">,
  endpoint: string,
  key: "streams" | "consumers",
): Promise<string[]> {
  const isNamed = (answer: Answer): boolean => answer[key] !== undefined;
  const answers = await until(
    async () => {
      const all = await askAll(sys, where, endpoint, isNamed);
      return all.some(isNamed) && all;
    },
    { what: endpoint },
  );
  return answers.flatMap((answer) => answer[key] ?? []);
}

function infoOf(stream: string, consumer: string | null): string {
  return consumer === null ? `STREAM.INFO.${stream}` : `CONSUMER.INFO.${stream}.${consumer}`;
}

/** Asks for each asset by itself, in its account, until one who serves it answers or everybody had time to refuse. */
export async function truthOf(system: LabSystem, assets: LabAsset[]): Promise<Map<string, Fate>> {
  const fates = new Map<string, Fate>();
  for (const [at, group] of Map.groupBy(assets, (asset) => asset.at)) {
    await using sys = await system.openClient(users.sys, at ?? undefined);
    await Promise.all(group.map(async (asset) => fates.set(asset.name, await fateOf(sys, asset))));
  }
  return fates;
}

async function fateOf(sys: NatsConnection, asset: LabAsset): Promise<Fate> {
  const { stream, consumer, isClustered } = asset;
  const isServing = ({ error, cluster }: Answer): boolean => {
    return error === undefined && (!isClustered || cluster?.leader !== undefined);
  };
  const endpoint = infoOf(stream, consumer);
  let answers: Answer[] = [];
  // Silence may be a link that is being made anew: it counts only when it lasts.
  for (let tries = 0; tries < 3 && answers.length === 0; tries++) {
    answers = await askAll(sys, asset, endpoint, isServing);
  }
  if (answers.some(isServing)) return { isDown: false, words: null };
  const refusal = answers.find(({ error }) => error?.err_code === 10194 || error?.err_code === 10195);
  const words = /^\w+ is offline: (.+)$/s.exec(refusal?.error?.description ?? "")?.[1] ?? null;
  return { isDown: true, words };
}

/** By the servers' internal header every answer arrives; who asks as a user hears the first only. */
async function askAll(
  sys: NatsConnection,
  { account }: Pick<LabAsset, "account">,
  endpoint: string,
  isEnough: (answer: Answer) => boolean,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const inbox = createInbox();
  const subscription = sys.subscribe(inbox, {
    callback: (_error, message) => {
      if (message.data.length > 0) answers.push(message.json<Answer>());
    },
  });
  const asked = headers();
  asked.set("Nats-Request-Info", JSON.stringify({ acc: account }));
  sys.publish(`$JS.API.${endpoint}`, "", { reply: inbox, headers: asked });
  const end = performance.now() + ENOUGH_MS;
  try {
    await until(() => answers.some(isEnough) || performance.now() > end, { what: endpoint });
  } finally {
    subscription.unsubscribe();
  }
  return answers;
}
