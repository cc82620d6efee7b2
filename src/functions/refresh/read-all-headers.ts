import type { HeaderWork } from '../../domain/refresh/claim-headers.ts'
import { call, type Execution, type Steps } from '../orchestrations/call.ts'
import { claimHeadersStep, readHeadersStep } from './refresh-steps.ts'

const maxStepsPerExecution = 50

/** The steps of `readAllHeaders`. */
export const headerSteps = [claimHeadersStep, readHeadersStep] as const

/**
 * Reads the headers of all images without a known size, in the background. Headers that cannot be stored now are left to
 * the next refresh.
 * @returns False if the work must continue in a new execution.
 */
export function* readAllHeaders(execution: Execution, work: HeaderWork): Steps<boolean> {
  let steps = 0
  for (;;) {
    const segments = yield* call(execution, claimHeadersStep, work)
    let written = 0
    for (const segment of segments) {
      let left = true
      while (left) {
        if (steps === maxStepsPerExecution) return false
        const step = yield* call(execution, readHeadersStep, { work, segment })
        steps += 1
        written += step.read
        left = step.left
      }
    }
    if (written === 0) return true
  }
}
