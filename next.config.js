/** @type {import('next').NextConfig} */
const config = {
  // `ws` and `nats.ws` talk to sockets and break when a bundler rewrites them.
  serverExternalPackages: ["nats.ws", "ws"],
  poweredByHeader: false,
};
export default config;
