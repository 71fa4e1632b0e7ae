/**
 * Node's options for a process that watches systems.
 *
 * V8 lets the young generation grow to 88 MB over hours of quiet polls, and with it what its garbage holds outside the
 * heap. A bound of 16 MB for each half costs no processor time; one of 8 MB more than doubled what a million assets cost
 * at rest.
 *
 * Left to itself V8 also walks through the whole heap each time replies have taken 64 MB outside it: with a million
 * assets that is every 20 s, for a second in which nothing else happens. Counted with the heap, they are freed when it is.
 *
 * It also does so when a process has little to do, to give memory back: again for a second with a million assets, and
 * soon once more, as it then lets the heap grow by less. Without that, resident memory stays the same within a few MB,
 * except that a million assets take an eighth more.
 *
 * V8 marks a heap of a million assets for a second or two, by four threads beside the one that serves. On two cores that
 * one waited for them up to 0.4 s at a time, though it needed a third of that; with a single one it mostly does not, and
 * all together take less. Meanwhile it has to help: each 64 kB that it allocates take up to 5 ms then.
 */
export const HEAP_OPTIONS = [
  "--max-semi-space-size=16",
  "--external-memory-accounted-in-global-limit",
  "--no-memory-reducer",
  "--v8-pool-size=1",
];

/**
 * Its environment. Otherwise glibc gives nearly each of Node's threads an arena of its own, of which it returns little: 9
 * MB more on top of 150, and steps of some MB after hours.
 */
export const HEAP_ENVIRONMENT = { MALLOC_ARENA_MAX: "2" };
