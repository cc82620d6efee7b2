import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'

export const settingTitles = {
  displayName: msg`Name`,
  description: msg`Description`,
  labelClasses: msg`Classes`,
  instructions: msg`Instructions`,
  allowNoClass: msg`An answer without a class is allowed`,
  labelersSeePaths: msg`Labelers see the paths of files`,
  pageLease: msg`Time for a page`,
  incrementalRefresh: msg`Look for new files each day`,
  changedFiles: msg`When a labeled file changes`,
  exportRetention: msg`Exports are kept for`,
} as const satisfies Readonly<Record<string, MessageDescriptor>>
