import type { ContentConditions } from '../../domain/model/files/open-content.ts'
import { parseRange } from './content-response.ts'

/** The headers of a request that decide which part of a file is returned. */
export const contentConditions = (header: (name: string) => string | undefined): ContentConditions => ({
  range: parseRange(header('range')),
  ifNoneMatch: header('if-none-match'),
  ifRange: header('if-range'),
})
