import { msg } from '@lingui/core/macro'
import type { Titles } from '../../ui/titles/title-of.ts'

export const leaseTitles: Titles = {
  PT10M: msg`10 minutes`,
  PT30M: msg`30 minutes`,
  PT1H: msg`1 hour`,
  PT2H: msg`2 hours`,
  PT8H: msg`8 hours`,
}

export const switchTitles = { Enabled: msg`Yes`, Disabled: msg`No` }

export const changedFilesTitles: Titles = {
  Flag: msg`Keep the label, and mark it`,
  Requeue: msg`Ask for a new answer`,
}
