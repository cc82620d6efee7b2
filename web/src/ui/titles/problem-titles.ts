import { msg } from '@lingui/core/macro'
import type { Titles } from './title-of.ts'

/** What is wrong with the file of an item. */
export const problemTitles: Titles = {
  NotAnImage: msg`No image`,
  Truncated: msg`The end is missing`,
  Unreadable: msg`Cannot be read`,
  Oversized: msg`Too large`,
  NotDisplayable: msg`No browser shows it`,
}
