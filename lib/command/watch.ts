import { startRegistry } from "../collector/start.ts";
import { describeFaults } from "../config/fault.ts";
import { configOfProcess } from "../config/of-process.ts";

/**
 * Starts watching what is configured. A configuration or a recording that cannot be used ends the process; `npm start`
 * finds that out before it gets this far.
 */
export function watch(): void {
  const read = configOfProcess();
  if (!read.ok) {
    console.error(describeFaults(read.faults));
    process.exit(1);
  }
  try {
    startRegistry(read.config);
  } catch (error) {
    console.error("Plimsoll cannot watch:", error);
    process.exit(1);
  }
}
