/** Something wrong in the configuration, with where it stands and what to do. Never carries a secret. */
export interface ConfigFault {
  /** A variable, `file:line:column`, or a file and its field. */
  place: string;
  message: string;
  remedy: string;
}

/** Takes down a fault and lets the reading go on, so that all of them are told at once. */
export type Report = (place: string, message: string, remedy: string) => void;

/** What a reading gives, and whether it has reported no fault. */
export function tried<T>(report: Report, read: (report: Report) => T): { value: T; isSound: boolean } {
  let isSound = true;
  const value = read((...fault) => {
    isSound = false;
    report(...fault);
  });
  return { value, isSound };
}

/** What a reading gives; null where it has reported a fault. */
export function soundly<T>(report: Report, read: (report: Report) => T): T | null {
  const { value, isSound } = tried(report, read);
  return isSound ? value : null;
}

/** The faults as an operator reads them on a terminal: one block each. */
export function describeFaults(faults: ConfigFault[]): string {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  const blocks = faults.map(({ place, message, remedy }) => `  ${place}: ${message}\n    ${remedy}`);
  return [`The configuration has ${count}:`, ...blocks].join("\n");
}
