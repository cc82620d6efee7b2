/** A stream of decisions that follows from a seed: the same seed, the same decisions; what they meet differs each time. */
export interface Random {
  /** From `least` to below `most`. */
  readonly between: (least: number, most: number) => number
  /** A whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(all: readonly T[]) => T
  /** Up to so many different ones. */
  readonly some: <T>(all: readonly T[], count: number) => T[]
  /** Another stream, which follows from this one's seed and the name. */
  readonly fork: (name: string) => Random
}

/** FNV-1a. */
const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

/** mulberry32: small, and good enough to choose what a labeler does next. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
  const whole: Random['whole'] = (least, most) => least + Math.floor(next() * (most - least + 1))
  const pick: Random['pick'] = (all) => {
    const one = all[whole(0, all.length - 1)]
    if (one === undefined) throw new Error('There is nothing to pick from')
    return one
  }
  return {
    between: (least, most) => least + next() * (most - least),
    whole,
    chance: (probability) => next() < probability,
    pick,
    some: (all, count) => {
      const rest = [...all]
      return Array.from({ length: Math.min(count, rest.length) }, () =>
        rest.splice(whole(0, rest.length - 1), 1),
      ).flat()
    },
    fork: (name) => createRandom(hash(`${seed} ${name}`)),
  }
}
