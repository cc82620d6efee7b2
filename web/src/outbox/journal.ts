import type { Changes } from './changes.ts'
import type { LabelDatabase } from './label-database.ts'
import type { Stored } from './restore-work.ts'

/** Another tab labels the project now; nothing was written. */
export class TakenOver extends Error {
  constructor() {
    super('Another tab labels this project now')
    this.name = 'TakenOver'
  }
}

/** `replaces`: nothing of the project stays but this. */
interface Written extends Changes {
  readonly replaces: boolean
}

/** The disk of one project, for one tab. */
export interface Journal {
  /** Makes this tab the only one whose writes count, and reads what there is. */
  readonly claim: () => Promise<Stored>
  /** All or nothing, in the order of the calls. @throws TakenOver */
  readonly write: (changes: Written) => Promise<void>
}

const kept = ['pages', 'taken', 'drafts', 'steps', 'outbox', 'refused'] as const
const stores = [...kept, 'owners'] as const

/** The keys of a project, or of one of its pages, that go on with anything: in IndexedDB an array is after all others. */
const below = (...key: readonly string[]): IDBKeyRange => IDBKeyRange.bound([...key], [...key, []])

export const createJournal = (database: LabelDatabase, project: string, tab: string): Journal => {
  const begin = () => database.transaction(stores, 'readwrite', { durability: 'relaxed' })
  type Transaction = ReturnType<typeof begin>

  const put = (tx: Transaction, changes: Written): readonly Promise<unknown>[] => [
    ...(changes.replaces ? kept.map((store) => tx.objectStore(store).delete(below(project))) : []),
    ...changes.pages.map((page) => tx.objectStore('pages').put(page)),
    ...changes.taken.map((one) => tx.objectStore('taken').put(one)),
    ...changes.drafts.map((draft) => tx.objectStore('drafts').put(draft)),
    ...changes.steps.map((step) => tx.objectStore('steps').put(step)),
    ...changes.entries.map((entry) => tx.objectStore('outbox').put(entry)),
    ...changes.refused.map((one) => tx.objectStore('refused').put(one)),
    ...changes.goneEntries.map((number) => tx.objectStore('outbox').delete([project, number])),
    ...changes.goneRefused.map((number) => tx.objectStore('refused').delete([project, number])),
    ...changes.gonePages.flatMap((page) => [
      tx.objectStore('pages').delete([project, page]),
      tx.objectStore('taken').delete([project, page]),
      tx.objectStore('drafts').delete(below(project, page)),
      tx.objectStore('steps').delete(below(project, page)),
    ]),
  ]

  return {
    claim: async () => {
      const tx = begin()
      const all = below(project)
      const [pages, taken, drafts, steps, entries, refused] = await Promise.all([
        tx.objectStore('pages').getAll(all),
        tx.objectStore('taken').getAll(all),
        tx.objectStore('drafts').getAll(all),
        tx.objectStore('steps').getAll(all),
        tx.objectStore('outbox').getAll(all),
        tx.objectStore('refused').getAll(all),
        tx.objectStore('owners').put({ project, tab }),
      ])
      await tx.done
      return { pages, taken, drafts, steps, entries, refused }
    },
    write: async (changes) => {
      const tx = begin()
      const owner = await tx.objectStore('owners').get(project)
      if (owner?.tab !== tab) {
        await tx.done
        throw new TakenOver()
      }
      await Promise.all([...put(tx, changes), tx.done])
    },
  }
}
