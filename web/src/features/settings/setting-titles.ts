import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { SettingName } from './settings-draft.ts'

export const settingTitles: Readonly<Record<SettingName, MessageDescriptor>> = {
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
}
