import fc from "fast-check";
import { expect, test } from "vitest";
import { withChanges } from "#lib/model/layered-map.ts";

/** More than are copied each time. */
const MANY = 400;
const value = fc.record({ is: fc.nat() });
const key = fc.nat({ max: MANY + 10 });
const changes = fc.array(fc.tuple(key, fc.option(value)), { maxLength: 4 });

test("a map with changes is what a copy would be, and leaves the one before as it was", () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 40, MANY), fc.array(changes, { maxLength: 30 }), (size, steps) => {
      const first = Array.from({ length: size }, (_, at): [number, { is: number }] => [at, { is: at }]);
      let [plain, layered] = [new Map(first), new Map(first) as ReadonlyMap<number, { is: number }>];
      for (const step of steps) {
        const [before, known] = [layered, [...layered]];
        layered = withChanges(layered, new Map(step));
        plain = new Map(plain);
        for (const [changed, to] of new Map(step)) to ? plain.set(changed, to) : plain.delete(changed);
        expect(sorted(layered)).toEqual(sorted(plain));
        expect(layered.size).toBe(plain.size);
        for (const [each] of step) {
          expect(layered.get(each)).toBe(plain.get(each));
          expect(layered.has(each)).toBe(plain.has(each));
        }
        expect([...layered.keys()]).toEqual([...layered].map(([each]) => each));
        expect([...layered.values()]).toEqual([...layered].map(([, each]) => each));
        const each: unknown[] = [];
        layered.forEach((is, at) => {
          each.push([at, is]);
        });
        expect(each).toEqual([...layered]);
        expect([...before]).toEqual(known);
      }
    }),
  );
});

test("what changes keeps its place, and entries that do not change keep their identity", () => {
  const entries = Array.from({ length: MANY }, (_, at): [number, { at: number }] => [at, { at }]);
  const map = new Map(entries);
  const changed = withChanges(map, new Map([[3, { at: -3 }]]));
  expect([...changed.keys()]).toEqual([...map.keys()]);
  expect(changed.get(4)).toBe(map.get(4));
  expect(withChanges(changed, new Map())).toBe(changed);
});

function sorted(map: ReadonlyMap<number, unknown>): [number, unknown][] {
  return [...map].sort(([a], [b]) => a - b);
}
