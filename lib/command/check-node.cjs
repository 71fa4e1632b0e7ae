// Loaded first by what npm runs, in syntax that any Node knows: an old one would say no more than SyntaxError.
const wanted = require("../../package.json").engines.node.replace(">=", "");
const [major, minor] = wanted.split(".").map(Number);
const [ownMajor, ownMinor] = process.versions.node.split(".").map(Number);

if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  console.error(`Plimsoll needs Node.js ${wanted} or newer, and this is ${process.versions.node}.`);
  process.exit(1);
}
