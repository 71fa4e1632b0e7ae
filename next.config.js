import { sourceHash } from "./lib/command/source-hash.mjs";

// Pages and server learn here which build they are: a wall screen reloads when the server's differs.
const buildId = sourceHash(import.meta.dirname);

/** @type {import('next').NextConfig} */
const config = {
  // `ws` and `nats.ws` talk to sockets and break when a bundler rewrites them.
  serverExternalPackages: ["nats.ws", "ws"],
  poweredByHeader: false,
  // `npm test` checks types; an operator who starts a release need not wait for that.
  typescript: { ignoreBuildErrors: true },
  generateBuildId: () => buildId,
  // A page needs most of its script anyway: few large files compress better than many small ones (sizes before packing).
  experimental: { turbopackChunking: { minChunkSize: 4_000_000, maxMergeChunkSize: 4_000_000 } },
  env: { PLIMSOLL_BUILD_ID: buildId },
};
export default config;
