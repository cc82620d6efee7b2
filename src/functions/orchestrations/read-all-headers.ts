import type { HeaderWork } from '../../domain/refresh/claim-headers.ts'
import { claimHeadersStep, readHeadersStep } from './activities.ts'
import { call, type Run, type Steps } from './call.ts'

const stepsAtOnce = 50

/**
 * Reads the headers of all images that wait for it, in the background: nothing depends on it. Headers that cannot be
 * written now are left to the next refresh.
 * @returns False if it has to go on in a new execution.
 */
export function* readAllHeaders(run: Run, work: HeaderWork): Steps<boolean> {
  let steps = 0
  for (;;) {
    const segments = yield* call(run, claimHeadersStep, work)
    let written = 0
    for (const segment of segments) {
      let left = true
      while (left) {
        if (steps === stepsAtOnce) return false
        const step = yield* call(run, readHeadersStep, { work, segment })
        steps += 1
        written += step.read
        left = step.left
      }
    }
    if (written === 0) return true
  }
}
