import type { HeaderWork } from '../../domain/refresh/claim-headers.ts'
import { call, type Execution, type Steps } from '../orchestrations/call.ts'
import { claimHeadersStep, readHeadersStep } from './refresh-steps.ts'

const stepsAtOnce = 50

/** The steps of `readAllHeaders`. */
export const headerSteps = [claimHeadersStep, readHeadersStep] as const

/**
 * Reads the headers of all images that wait for it, in the background: nothing depends on it. Headers that cannot be
 * written now are left to the next refresh.
 * @returns False if it has to go on in a new execution.
 */
export function* readAllHeaders(execution: Execution, work: HeaderWork): Steps<boolean> {
  let steps = 0
  for (;;) {
    const segments = yield* call(execution, claimHeadersStep, work)
    let written = 0
    for (const segment of segments) {
      let left = true
      while (left) {
        if (steps === stepsAtOnce) return false
        const step = yield* call(execution, readHeadersStep, { work, segment })
        steps += 1
        written += step.read
        left = step.left
      }
    }
    if (written === 0) return true
  }
}
