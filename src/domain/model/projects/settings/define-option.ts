import { z } from 'zod'
import type { JsonValue } from '../../../ports/store.ts'
import {
  rulesOf,
  type ClearRule,
  type PatchSchemas,
  type Setting,
  type SettingRules,
} from './define-setting.ts'

/**
 * The field `options` of the project document: the settings of the task type by name. Absent options have their
 * default.
 */
export const optionsField: z.ZodType<Readonly<Record<string, JsonValue>>> = z.record(z.string(), z.json())

export interface OptionsHolder {
  readonly options: z.output<typeof optionsField>
}

/** An option in the table of settings. */
export type Option<
  Given extends z.ZodType = z.ZodType,
  Stored extends z.ZodType = z.ZodType,
  Shown extends z.ZodType = z.ZodType,
  Patch extends z.ZodType = z.ZodType,
> = Setting<undefined, Given, Stored, Shown, Patch, OptionsHolder>

export type OptionRows = Readonly<Record<string, Option>>

/** Defines a setting of a task type. It is stored in the field `options` of the project document. */
export const defineOption = <
  Given extends z.ZodType,
  Stored extends z.ZodType<JsonValue | undefined>,
  Shown extends z.ZodType,
  Clear extends ClearRule,
  Patch extends z.ZodType = Given,
>(
  name: string,
  rules: SettingRules<Given, Stored, Shown, Clear, Patch>,
): Option<Given, Stored, Shown, PatchSchemas<Patch | Given>[Clear]> => ({
  ...rulesOf(rules),
  field: undefined,
  read: ({ options }) => rules.stored.parse(options[name]),
  write: ({ options: { [name]: _replaced, ...others } }, value) => ({
    options: value === undefined ? others : { ...others, [name]: value },
  }),
})

/** The value of an option in a project, or its default. */
export const optionOf = <Stored extends z.ZodType>(
  project: OptionsHolder,
  option: Option<z.ZodType, Stored>,
): z.output<Stored> => option.read(project)
