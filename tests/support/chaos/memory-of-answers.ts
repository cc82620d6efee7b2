import type { Press, ShownTile } from './labeling-person.ts'

interface Remembered {
  readonly label: string | undefined
  readonly at: number
  /** What the item had before, if the tab died when the last change was perhaps not on the disk. */
  readonly before?: { readonly label: string | undefined }
  readonly isUnsure: boolean
  /** Its age when the tab died, in milliseconds. */
  readonly age?: number
}

/** A tab that dies may take along what was given within this time: the disk follows the screen, late on a busy machine. */
const unsureFor = 5_000

/** What the person gave, against which the screen is held. */
export interface MemoryOfAnswers {
  readonly note: (presses: readonly Press[]) => void
  /** The person has undone something: what they see now is what they mean. */
  readonly believe: (tiles: readonly ShownTile[]) => void
  /** The tab has died. */
  readonly doubt: () => void
  /** Items that show something else than what was given. */
  readonly compare: (tiles: readonly ShownTile[]) => readonly string[]
  readonly given: () => ReadonlyMap<string, string>
  /** Changes that died with their tab before they were on the disk. */
  readonly lost: () => number
  /** The greatest age of one of them, in milliseconds. */
  readonly oldestLost: () => number
}

export const createMemory = (now: () => number = Date.now): MemoryOfAnswers => {
  const all = new Map<string, Remembered>()
  let lost = 0
  let oldest = 0
  const keep = (item: string, label: string | undefined): void => {
    const before = { label: all.get(item)?.label }
    all.set(item, { label, at: now(), before, isUnsure: false })
  }
  return {
    note: (presses) => {
      for (const { item, key } of presses) keep(item, `K${key}`)
    },
    believe: (tiles) => {
      for (const { item, label } of tiles) if (all.get(item)?.label !== label) keep(item, label)
    },
    doubt: () => {
      for (const [item, known] of all)
        if (now() - known.at < unsureFor) all.set(item, { ...known, isUnsure: true, age: now() - known.at })
    },
    compare: (tiles) =>
      tiles.flatMap(({ item, label }) => {
        const known = all.get(item)
        if (known?.label === label) {
          if (known?.isUnsure === true) all.set(item, { ...known, isUnsure: false })
          return []
        }
        if (known?.isUnsure === true && known.before?.label === label) {
          lost += 1
          oldest = Math.max(oldest, known.age ?? 0)
          keep(item, label)
          return []
        }
        return [`${item} shows ${label ?? 'nothing'}, and ${known?.label ?? 'nothing'} was given`]
      }),
    given: () =>
      new Map([...all].flatMap(([item, { label }]) => (label === undefined ? [] : [[item, label] as const]))),
    lost: () => lost,
    oldestLost: () => oldest,
  }
}
