/** A map smaller than this is copied whole: layering pays only above it. */
const FEW = 250;

/**
 * The map with some entries changed, null where one is gone, in the same order. Of thousands of entries few change at
 * once: the others are shared with the map before, not copied, until many have changed.
 */
export function withChanges<K, V extends object>(
  map: ReadonlyMap<K, V>,
  changes: ReadonlyMap<K, V | null>,
): ReadonlyMap<K, V> {
  if (changes.size === 0) return map;
  const { base, top } = map instanceof LayeredMap ? map : { base: map, top: new Map<K, V | null>() };
  const layered = new LayeredMap(base, new Map([...top, ...changes]));
  // Beyond that, copying the layer each time costs as much as copying everything now and then.
  return base.size < FEW || layered.top.size ** 2 > base.size ? new Map(layered) : layered;
}

class LayeredMap<K, V extends object> implements ReadonlyMap<K, V> {
  readonly base: ReadonlyMap<K, V>;
  readonly top: ReadonlyMap<K, V | null>;
  readonly size: number;

  constructor(base: ReadonlyMap<K, V>, top: ReadonlyMap<K, V | null>) {
    this.base = base;
    this.top = top;
    let size = base.size;
    for (const [key, value] of top) size += Number(value !== null) - Number(base.has(key));
    this.size = size;
  }

  get(key: K): V | undefined {
    const changed = this.top.get(key);
    return changed === undefined ? this.base.get(key) : (changed ?? undefined);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  /** Makes no object for each entry, as the iterators do. */
  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    this.base.forEach((known, key) => {
      const changed = this.top.get(key);
      if (changed !== null) callback(changed ?? known, key, this);
    });
    this.top.forEach((value, key) => {
      if (value !== null && !this.base.has(key)) callback(value, key, this);
    });
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, known] of this.base) {
      const changed = this.top.get(key);
      if (changed !== null) yield [key, changed ?? known];
    }
    for (const [key, value] of this.top) if (value !== null && !this.base.has(key)) yield [key, value];
  }

  *keys(): MapIterator<K> {
    for (const [key] of this) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}
