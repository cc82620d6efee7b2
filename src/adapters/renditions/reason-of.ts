import { isNativeError } from 'node:util/types'
import type { NotDrawnReason } from '../../domain/ports/renditions.ts'

/** Errors that say something of the machine and nothing of the picture. */
const ofMachine = /out of memory|no space left/i

/** Behind what the decoder said before, if it said something. */
const timedOut = /timeout: \d{1,3}% complete/

/** What an error of the library says of the picture. @throws the error itself if it is none of the picture */
export const reasonOf = (error: unknown): NotDrawnReason => {
  if (!isNativeError(error) || ofMachine.test(error.message)) throw error
  if (timedOut.test(error.message)) return 'TooSlow'
  return /pixel limit/i.test(error.message) ? 'TooLarge' : 'NotDecodable'
}
