import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Ends what a dead lab left. It reads "pid N" and "gone N" lines; the end of its input means that the lab's process
 * is gone, however it died (even SIGKILL closes a pipe). It ignores the signals that a terminal sends to the group.
 */
const script = `
trap '' HUP INT TERM
pids=' '
while read -r word value; do
  case $word in
    pid) pids="$pids$value " ;;
    gone) pids="\${pids%% $value *} \${pids#* $value }" ;;
  esac
done
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
rm -rf "$1"
`;

/** Watches over the server processes and files of this process, so that none outlives it. */
export interface Keeper {
  /** Holds all that this process's labs store; removed when the process is gone. */
  readonly folder: string;
  watch(pid: number): void;
  forget(pid: number): void;
}

let keeper: Keeper | undefined;

/** The one keeper of this process, started on first use. */
export function keepProcesses(): Keeper {
  keeper ??= startKeeper();
  return keeper;
}

function startKeeper(): Keeper {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-lab-"));
  const child = spawn("sh", ["-c", script, "plimsoll-lab-keeper", folder], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  letGo(child);
  return {
    folder,
    watch: (pid) => child.stdin.write(`pid ${pid}\n`),
    forget: (pid) => child.stdin.write(`gone ${pid}\n`),
  };
}

/** Lets this process end while the keeper still listens. */
function letGo(child: ChildProcess): void {
  child.unref();
  if (child.stdin && "unref" in child.stdin && typeof child.stdin.unref === "function") child.stdin.unref();
}
