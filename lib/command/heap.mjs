/**
 * Node's options for a process that watches systems. V8 lets the young generation grow to 88 MB over hours of quiet
 * polls, and with it what its garbage holds outside the heap; a bound of 8 MB for each half takes no more processor time.
 */
export const HEAP_OPTIONS = ["--max-semi-space-size=16"];
