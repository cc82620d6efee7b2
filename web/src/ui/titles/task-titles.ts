import { msg } from '@lingui/core/macro'
import type { Titles } from './title-of.ts'

export const taskTitles: Titles = {
  MultiClass: msg`One class for each image`,
  MultiLabel: msg`Several classes for an image`,
}
