/** The build that this is; inlined at build time by next.config.js. */
export const BUILD_ID = process.env.PLIMSOLL_BUILD_ID ?? "development";
