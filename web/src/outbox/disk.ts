import { changesBetween } from './changes.ts'
import { TakenOver, type Journal } from './journal.ts'
import { emptyWork, type Work } from './work.ts'

interface DiskPorts {
  readonly project: string
  readonly journal: Journal
  /** Another tab has the disk now. */
  readonly onTakenOver: () => void
  /** Why the disk lacks something; undefined when it has everything again. */
  readonly onFailure: (failure: unknown) => void
}

/** Keeps the work of a tab on the disk of the device. */
export interface Disk {
  /** Writes what has changed; after a failure, everything. Resolves also if the disk refuses. @throws TakenOver */
  readonly write: (before: Work, after: Work) => Promise<void>
  /** Tries once more what the disk has refused. @throws TakenOver */
  readonly catchUp: (work: Work) => Promise<void>
  /** Resolves when all writes have ended. */
  readonly settled: () => Promise<void>
}

export const createDisk = ({ project, journal, onTakenOver, onFailure }: DiskPorts): Disk => {
  let writing: Promise<unknown> = Promise.resolve()
  let isBehind = false
  let hasFailed = false

  const settle = async (written: Promise<void>): Promise<void> => {
    try {
      await written
      if (!hasFailed || isBehind) return
      hasFailed = false
      onFailure(undefined)
    } catch (error) {
      if (error instanceof TakenOver) {
        onTakenOver()
        throw error
      }
      isBehind = true
      hasFailed = true
      onFailure(error)
    }
  }

  const write = (before: Work, after: Work): Promise<void> => {
    const written = isBehind
      ? journal.write({ ...changesBetween(emptyWork(project), after), replaces: true })
      : journal.write({ ...changesBetween(before, after), replaces: false })
    isBehind = false
    const settled = settle(written)
    writing = Promise.allSettled([writing, settled])
    return settled
  }

  return {
    write,
    catchUp: (work) => (isBehind ? write(work, work) : Promise.resolve()),
    settled: async () => {
      await writing
    },
  }
}
