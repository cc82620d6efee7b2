import * as fc from 'fast-check'
import type { Mutation } from '../draft.ts'
import { bodyMutation } from './body.ts'
import { headMutation } from './headers.ts'
import { pathMutation, queryMutation } from './url.ts'

/** One way out of what is valid. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: bodyMutation },
  { weight: 3, arbitrary: headMutation },
  { weight: 2, arbitrary: pathMutation },
  { weight: 2, arbitrary: queryMutation },
)
