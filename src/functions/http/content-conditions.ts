import type { ContentConditions } from '../../domain/model/files/open-content.ts'
import { maxConditionLength, parseIfNoneMatch } from './conditions.ts'
import { parseRange } from './content-response.ts'

/** A validator that is too long for any version is of none. */
const parseIfRange = (value: string | undefined): string | undefined =>
  value !== undefined && value.length > maxConditionLength ? '' : value

/** The headers of a request that decide which part of a file is returned. */
export const contentConditions = (header: (name: string) => string | undefined): ContentConditions => ({
  range: parseRange(header('range')),
  ifNoneMatch: parseIfNoneMatch(header('if-none-match')),
  ifRange: parseIfRange(header('if-range')),
})
