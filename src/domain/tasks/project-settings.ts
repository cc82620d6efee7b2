import type { z } from 'zod'
import { isDomainError } from '../core/errors.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { commonSettings } from '../model/projects/settings/common-settings.ts'
import { createSettings, type SettingChange } from '../model/projects/settings/create-settings.ts'
import type { OptionRows } from '../model/projects/settings/define-option.ts'

const common = createSettings(commonSettings)

type Common = Pick<ProjectDocument, (typeof commonSettings)[keyof typeof commonSettings]['field'] | 'options'>

/** Options of task types, parsed by their own rows. */
type Options = Readonly<Record<string, unknown>>

/** The settings in a request. */
export type GivenSettings = z.output<z.ZodObject<typeof common.createShape>> & Options
/** A merge patch (RFC 7396). */
export type SettingsPatch = z.output<z.ZodObject<typeof common.patchShape>> & Options

const hasValues = ({ from, to }: SettingChange): boolean => from !== undefined || to !== undefined

/** Settings that callers may change at any time: those of every project, then the options of the task types. */
export const createProjectSettings = (rows: OptionRows) => {
  const options = createSettings(rows)
  const settingsOf = (given: GivenSettings, present?: ProjectDocument): Common => ({
    ...common.settingsOf(given, present),
    ...options.settingsOf(given, present),
  })
  const patchSettings = (project: ProjectDocument, patch: SettingsPatch): ProjectDocument =>
    options.patchSettings(common.patchSettings(project, patch), patch)
  const changesOf = (before: ProjectDocument, after: ProjectDocument): SettingChange[] => [
    ...common.settingsChanges(before, after),
    ...options.settingsChanges(before, after),
  ]
  /** True if a change leaves every setting as it is. A change that is refused does not. */
  const changesNothing = (project: ProjectDocument, change: () => ProjectDocument): boolean => {
    try {
      return changesOf(project, change()).length === 0
    } catch (error) {
      if (isDomainError(error)) return false
      throw error
    }
  }
  return {
    names: [...Object.keys(commonSettings), ...Object.keys(rows)],
    createShape: { ...common.createShape, ...options.createShape },
    patchShape: { ...common.patchShape, ...options.patchShape },
    shownShape: { ...common.shownShape, ...options.shownShape },

    /** All settings. A setting that is not given has its default. @throws DomainError `InvalidRequest` */
    settingsOf,

    /** Applies a merge patch. @throws DomainError `InvalidRequest` */
    patchSettings,

    /** The settings that differ, by their names in the API; those with values first. */
    settingsChanges: (before: ProjectDocument, after: ProjectDocument): SettingChange[] => {
      const changes = changesOf(before, after)
      return [...changes.filter(hasValues), ...changes.filter((change) => !hasValues(change))]
    },

    /** True if the project has exactly these settings. */
    hasSettings: (project: ProjectDocument, given: GivenSettings): boolean =>
      changesNothing(project, () => ({ ...project, ...settingsOf(given, project) })),

    /** True if the project has what a merge patch sets. */
    hasPatch: (project: ProjectDocument, patch: SettingsPatch): boolean =>
      changesNothing(project, () => patchSettings(project, patch)),

    showSettings: (project: ProjectDocument) => ({
      ...common.showSettings(project),
      ...options.showSettings(project),
    }),
  }
}

export type ProjectSettings = ReturnType<typeof createProjectSettings>
