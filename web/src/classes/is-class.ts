import type { Schemas } from '../api/client.ts'
import { isRecord } from '../core/is-record.ts'

/** Whether a stored value is a class with those below it. */
export const isClass = (value: unknown): value is Schemas['LabelClass'] =>
  isRecord(value) &&
  typeof value['name'] === 'string' &&
  (value['classes'] === undefined || (Array.isArray(value['classes']) && value['classes'].every(isClass)))
