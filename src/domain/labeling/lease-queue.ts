import type { SegmentKey } from '../model/items/segment.ts'
import type { LeaseRequest, LeaseResult } from './decide-leases.ts'

interface Waiting {
  readonly request: LeaseRequest
  readonly resolve: (lease: LeaseResult) => void
  readonly reject: (reason: unknown) => void
}

/** The most pages of one batch; with the dispatch document well below the 100 operations of a batch. */
const maxPagesPerBatch = 24

/**
 * One queue per segment in this process. Requests that arrive during a batch wait and share the next batch. So requests of
 * one instance never conflict with each other, and under load one batch grants many pages.
 */
export const createLeaseQueue = (
  lease: (segment: SegmentKey, requests: readonly LeaseRequest[]) => Promise<readonly LeaseResult[]>,
): ((segment: SegmentKey, request: LeaseRequest) => Promise<LeaseResult>) => {
  const queues = new Map<string, Waiting[]>()

  const serveBatch = async (segment: SegmentKey, batch: readonly Waiting[]): Promise<void> => {
    try {
      const leases = await lease(
        segment,
        batch.map(({ request }) => request),
      )
      batch.forEach(({ resolve }, index) => {
        resolve(leases[index])
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  const serve = async (key: string, segment: SegmentKey, queue: Waiting[]): Promise<void> => {
    try {
      while (queue.length > 0) await serveBatch(segment, queue.splice(0, maxPagesPerBatch))
    } finally {
      // In the same moment as the last look at the queue: a request in between would wait for ever.
      queues.delete(key)
    }
  }

  return (segment, request) =>
    new Promise((resolve, reject) => {
      const key = `${segment.uid}:${segment.segment}`
      const waiting = queues.get(key)
      if (waiting) {
        waiting.push({ request, resolve, reject })
        return
      }
      const queue: Waiting[] = [{ request, resolve, reject }]
      queues.set(key, queue)
      serve(key, segment, queue).catch((error: unknown) => {
        for (const waiter of queue) waiter.reject(error)
      })
    })
}
