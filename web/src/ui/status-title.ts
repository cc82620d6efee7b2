import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'

const titles: Readonly<Record<string, MessageDescriptor>> = {
  NotStarted: msg`Not started`,
  Creating: msg`Being created`,
  Running: msg`Running`,
  Paused: msg`Paused`,
  Succeeded: msg`Done`,
  Failed: msg`Failed`,
  Canceled: msg`Canceled`,
  Deleting: msg`Being deleted`,
}

/** The name of the status of a project or of long work; that of a later service stays as it is. */
export const statusTitle = (t: (title: MessageDescriptor) => string, status: string): string => {
  const title = titles[status]
  return title ? t(title) : status
}
