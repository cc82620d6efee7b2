import type { Millis } from '../../core/time.ts'

/** How long a step of long work begins new parts: a step that is repeated after a crash then repeats little. */
export const stepTime: Millis = 10_000
