export type Env = { [name: string]: string | undefined };

export type FileText = { ok: true; text: string } | { ok: false; isMissing: boolean; message: string };

/** All that a configuration is read from. */
export interface Surroundings {
  env: Env;
  /** Folder that relative paths start from. */
  folder: string;
  /** The user's home, for `~`. */
  home: string;
  readFile(path: string): FileText;
  /** Why a file that can be read is no recording to show; null where it is one. */
  recordingFault(path: string): string | null;
}

/** A variable's value; an empty one counts as unset, as compose files and unit files leave them. */
export function variable(env: Env, name: string): string | null {
  return env[name]?.trim() || null;
}
