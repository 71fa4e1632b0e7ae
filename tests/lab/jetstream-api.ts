import type { NatsConnection } from "nats.ws";

/** An error answer of the JetStream API: HTTP-like `code`, the server's own `errCode` (10059, 10194, …) and its words. */
export class JetStreamApiError extends Error {
  override readonly name = "JetStreamApiError";
  readonly subject: string;
  readonly code: number;
  readonly errCode: number;
  readonly description: string;

  constructor(subject: string, { code, err_code, description }: WireApiError) {
    super(`${subject}: ${description} (code ${code}, err_code ${err_code})`);
    this.subject = subject;
    this.code = code;
    this.errCode = err_code;
    this.description = description;
  }
}

interface WireApiError {
  code: number;
  err_code: number;
  description: string;
}

export interface ApiOptions {
  /** The JetStream domain; without it the account's own. */
  domain?: string | undefined;
  /** Milliseconds; above 5 s, as the meta leader itself waits 4 s for its servers. */
  timeout?: number;
}

/** Sends one raw request, `STREAM.INFO.ORDERS`, and returns its answer; an error answer is returned as it is. */
export async function askApi(
  client: NatsConnection,
  endpoint: string,
  body: object = {},
  { domain, timeout = 10_000 }: ApiOptions = {},
): Promise<Record<string, unknown>> {
  const subject = `${domain ? `$JS.${domain}` : "$JS"}.API.${endpoint}`;
  const message = await client.request(subject, JSON.stringify(body), { timeout });
  return message.json<Record<string, unknown>>();
}

/** As `askApi`, but an error answer is thrown as a JetStreamApiError. */
export async function requestApi(
  client: NatsConnection,
  endpoint: string,
  body: object = {},
  options: ApiOptions = {},
): Promise<Record<string, unknown>> {
  return accepted(endpoint, await askApi(client, endpoint, body, options));
}

/** The answer, where it is no error answer; that is thrown as a JetStreamApiError. */
export function accepted(endpoint: string, answer: Record<string, unknown>): Record<string, unknown> {
  if (answer.error) throw new JetStreamApiError(endpoint, answer.error as WireApiError);
  return answer;
}
