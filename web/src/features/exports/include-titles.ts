import { msg } from '@lingui/core/macro'
import type { Titles } from '../../ui/titles/title-of.ts'

/** The items that an export has. */
export const includeTitles: Titles = {
  Labeled: msg`Labeled, approved or not`,
  Approved: msg`Approved only`,
  All: msg`All, also without a label`,
}
