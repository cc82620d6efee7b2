import { msg } from '@lingui/core/macro'
import type { Titles } from './title-of.ts'

export const projectStatusTitles: Titles = {
  Creating: msg`Being created`,
  Running: msg`Running`,
  Paused: msg`Paused`,
  Completed: msg`Completed`,
  Failed: msg`Failed`,
  Deleting: msg`Being deleted`,
}

/** Of an export, a refresh and other long work. */
export const workStatusTitles: Titles = {
  NotStarted: msg`Not started yet`,
  Running: msg`Running`,
  Canceling: msg`Being cancelled`,
  Succeeded: msg`Done`,
  Failed: msg`Failed`,
  Canceled: msg`Cancelled`,
  Deleting: msg`Being deleted`,
}
