import type { Schemas } from '../../api/client.ts'
import { mergeClassTrees } from '../../classes/merge-class-trees.ts'

type Project = Schemas['Project']
type Patch = Schemas['ProjectPatch']

/** The settings that the screen changes, in its order. */
export const settingNames = [
  'displayName',
  'description',
  'labelClasses',
  'instructions',
  'allowNoClass',
  'labelersSeePaths',
  'pageLease',
  'incrementalRefresh',
  'changedFiles',
  'exportRetention',
] as const
export type SettingName = (typeof settingNames)[number]

export type Settings = Pick<Project, SettingName>
/** What a person has changed and not sent yet. */
export type SettingsDraft = Partial<Settings>

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The settings of a draft that differ from the project. */
export const changedNames = (project: Settings, draft: SettingsDraft): readonly SettingName[] =>
  settingNames.filter((name) => name in draft && !isSame(draft[name], project[name]))

export interface MergedDraft {
  /** The draft as a change of the others' settings. */
  readonly draft: SettingsDraft
  /** The settings that a person and others have changed since the person read them, to other values. */
  readonly conflicts: readonly SettingName[]
}

/** A draft that began with `base`, on the settings that others have made of it. Changes of different classes go together. */
export const mergeDraft = (base: Settings, draft: SettingsDraft, theirs: Settings): MergedDraft => {
  const changed = changedNames(base, draft)
  const own = withoutSettings(
    draft,
    settingNames.filter((name) => !changed.includes(name)),
  )
  const conflicts = changed.filter(
    (name) => !isSame(base[name], theirs[name]) && !isSame(draft[name], theirs[name]),
  )
  if (!conflicts.includes('labelClasses') || !draft.labelClasses) return { draft: own, conflicts }
  const labelClasses = mergeClassTrees(base.labelClasses, draft.labelClasses, theirs.labelClasses)
  if (!labelClasses) return { draft: own, conflicts }
  return {
    draft: { ...own, labelClasses },
    conflicts: conflicts.filter((name) => name !== 'labelClasses'),
  }
}

/** A draft without some of its settings, for which the others' value stays. */
export const withoutSettings = (draft: SettingsDraft, names: readonly SettingName[]): SettingsDraft =>
  Object.fromEntries(Object.entries(draft).filter(([name]) => !names.some((other) => other === name)))

const isRefreshMode = (value: string): value is 'Enabled' | 'Disabled' =>
  value === 'Enabled' || value === 'Disabled'
const isFilesRule = (value: string): value is 'Flag' | 'Requeue' => value === 'Flag' || value === 'Requeue'

/** Null takes a setting back to its default. */
const orNull = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim()

/** The merge patch for what a draft changes. */
export const patchOf = (project: Settings, draft: SettingsDraft): Patch => {
  const names = new Set<SettingName>(changedNames(project, draft))
  const { incrementalRefresh, changedFiles } = draft
  return {
    ...(names.has('displayName') ? { displayName: orNull(draft.displayName) } : {}),
    ...(names.has('description') ? { description: orNull(draft.description) } : {}),
    ...(names.has('labelClasses') && draft.labelClasses ? { labelClasses: draft.labelClasses } : {}),
    ...(names.has('instructions')
      ? { instructions: { text: orNull(draft.instructions?.text), url: orNull(draft.instructions?.url) } }
      : {}),
    ...(names.has('allowNoClass') ? { allowNoClass: draft.allowNoClass ?? null } : {}),
    ...(names.has('labelersSeePaths') ? { labelersSeePaths: draft.labelersSeePaths ?? null } : {}),
    ...(names.has('pageLease') && draft.pageLease !== undefined ? { pageLease: draft.pageLease } : {}),
    ...(incrementalRefresh !== undefined &&
    isRefreshMode(incrementalRefresh) &&
    names.has('incrementalRefresh')
      ? { incrementalRefresh }
      : {}),
    ...(changedFiles !== undefined && isFilesRule(changedFiles) && names.has('changedFiles')
      ? { changedFiles }
      : {}),
    ...(names.has('exportRetention') ? { exportRetention: orNull(draft.exportRetention) } : {}),
  }
}
