import { z } from 'zod'
import type { JsonValue } from '../../ports/store.ts'

/** The content of an answer, as stored. `kind` tells its shape; only the task type that made it reads the rest. */
export interface Label {
  readonly kind: string
  readonly [field: string]: JsonValue | undefined
}

const isLabel = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'

/** The task type parses what is inside when it reads the label. */
export const label = z.custom<Label>(isLabel, 'must be a label with its kind')
