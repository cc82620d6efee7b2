import { expandSettings } from '../core/settings.ts'
import { UnsupportedAppError } from '../core/validate.ts'
import type { HostedFunction } from '../core/validate.ts'
import { errorMessage } from '../log.ts'
import { createTimer } from './timer-listener.ts'
import type { Timer, TimerDeps } from './timer-listener.ts'

const scheduleOf = (
  { binding }: HostedFunction,
  settings: Readonly<Record<string, string | undefined>>,
): string => {
  const { schedule } = binding
  if (typeof schedule !== 'string') throw new Error('give it a schedule that is text.')
  return expandSettings(schedule, settings)
}

/** All timers of the app, by the function's name. @throws UnsupportedAppError if a schedule or a setting in it is wrong */
export const createTimers = (
  functions: readonly HostedFunction[],
  settings: Readonly<Record<string, string | undefined>>,
  deps: TimerDeps,
): ReadonlyMap<string, Timer> => {
  const create = (fn: HostedFunction): readonly [string, Timer] => {
    try {
      return [fn.name, createTimer(fn, scheduleOf(fn, settings), deps)]
    } catch (error) {
      throw new UnsupportedAppError(`Function "${fn.name}": ${errorMessage(error)}`)
    }
  }
  return new Map(functions.filter(({ trigger }) => trigger === 'timerTrigger').map(create))
}
