import type { BlobListPage, BlobSource } from '../../domain/ports/blobs.ts'
import type { Millis } from '../../domain/core/time.ts'
import { failureOf } from './storage-failure.ts'

type List = BlobSource['list']

const factor = 5
const fewest = 40

/** True if fewer names might have arrived. */
const wasTooLarge = (error: unknown): boolean => {
  const failure = failureOf(error)
  if (failure?.kind === 'Busy') return failure.code === 'OperationTimedOut'
  return failure?.kind === 'Timeout' || failure?.kind === 'Interrupted'
}

/**
 * Asks for fewer names after a list page did not arrive in time, at once and in later calls, and for more again after list
 * pages that came fast. So a slow line lists as well, and a server that never answers is asked twice at most.
 * @param within The deadline of a list page.
 */
export const withSmallerPages = (list: List, within: Millis): List => {
  let most = Infinity
  const listOnce = async (options: Parameters<List>[0]): Promise<BlobListPage> => {
    const startedAt = performance.now()
    const pageSize = Math.min(options.pageSize, most)
    try {
      const listed = await list({ ...options, pageSize })
      const wasFast = performance.now() - startedAt < within / (2 * factor)
      if (wasFast && most < options.pageSize) most *= factor
      return listed
    } catch (error) {
      if (wasTooLarge(error) && pageSize > fewest)
        most = Math.min(most, Math.max(fewest, Math.floor(pageSize / factor)))
      throw error
    }
  }
  return async (options) => {
    const before = Math.min(options.pageSize, most)
    try {
      return await listOnce(options)
    } catch (error) {
      if (!wasTooLarge(error) || Math.min(options.pageSize, most) >= before) throw error
      return listOnce(options)
    }
  }
}
