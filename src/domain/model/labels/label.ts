import { z } from 'zod'
import type { JsonValue } from '../../ports/store.ts'

/** A label as stored. `kind` determines its shape; only its task type reads the other fields. */
export interface Label {
  readonly kind: string
  readonly [field: string]: JsonValue | undefined
}

const isLabel = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'

/** Checks only `kind`; the task type parses the rest when it reads the label. */
export const label = z.custom<Label>(isLabel, 'must be a label with its kind')
