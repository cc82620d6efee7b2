import type { z } from 'zod'
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
  return {
    names: [...Object.keys(commonSettings), ...Object.keys(rows)],
    createShape: { ...common.createShape, ...options.createShape },
    patchShape: { ...common.patchShape, ...options.patchShape },
    shownShape: { ...common.shownShape, ...options.shownShape },

    /** All settings. A setting that is not given has its default. @throws DomainError `InvalidRequest` */
    settingsOf: (given: GivenSettings, present?: ProjectDocument): Common => ({
      ...common.settingsOf(given, present),
      ...options.settingsOf(given, present),
    }),

    /** Applies a merge patch. @throws DomainError `InvalidRequest` */
    patchSettings: (project: ProjectDocument, patch: SettingsPatch): ProjectDocument =>
      options.patchSettings(common.patchSettings(project, patch), patch),

    /** The settings that differ, by their names in the API; those with values first. */
    settingsChanges: (before: ProjectDocument, after: ProjectDocument): SettingChange[] => {
      const changes = [...common.settingsChanges(before, after), ...options.settingsChanges(before, after)]
      return [...changes.filter(hasValues), ...changes.filter((change) => !hasValues(change))]
    },

    showSettings: (project: ProjectDocument) => ({
      ...common.showSettings(project),
      ...options.showSettings(project),
    }),
  }
}

export type ProjectSettings = ReturnType<typeof createProjectSettings>
