import { z } from 'zod'
import { isSameJson } from '../../../core/same-json.ts'
import type { OptionsHolder } from './define-option.ts'
import type { Setting } from './define-setting.ts'

type SettingTable = Readonly<Record<string, Setting>>

/** One part of each setting, by the names of the settings. */
type Column<T extends SettingTable, Part extends keyof Setting> = { [Name in keyof T]: T[Name][Part] }

/** The fields of the project document that hold settings, with their schemas. */
type Fields<T extends SettingTable> = { [Name in keyof T as T[Name]['field'] & string]: T[Name]['stored'] }

/** The parsed type of an object of this shape. */
type OutputOf<Shape extends z.core.$ZodShape> = z.output<
  z.ZodObject<{ -readonly [Name in keyof Shape]: Shape[Name] }>
>

/** The part of the project document that holds these settings. */
type Holder<T extends SettingTable> = ([keyof Fields<T>] extends [never] ? object : OutputOf<Fields<T>>) &
  OptionsHolder

// The compiler loses names in `Object.fromEntries`; `z.custom` states the type that follows from the table.

const column = <T extends SettingTable, Part extends keyof Setting>(table: T, part: Part) =>
  z
    .custom<Column<T, Part>>()
    .parse(Object.fromEntries(Object.entries(table).map(([name, setting]) => [name, setting[part]])))

/** The shape of the fields of the project document that hold these settings. */
export const fieldsOf = <T extends SettingTable>(table: T) =>
  z
    .custom<Fields<T>>()
    .parse(
      Object.fromEntries(
        Object.values(table).flatMap(({ field, stored }) => (field === undefined ? [] : [[field, stored]])),
      ),
    )

export interface SettingChange {
  readonly name: string
  readonly from?: string
  readonly to?: string
}

const shortText = (shown: unknown): string | undefined =>
  typeof shown === 'string' ? shown : JSON.stringify(shown)

/** Derives the API schemas, merge patch, audit and display of settings from their table. */
export const createSettings = <T extends SettingTable>(table: T) => {
  type Given = OutputOf<Column<T, 'schema'>>
  type Patch = OutputOf<Column<T, 'patch'>>
  type Shown = OutputOf<Column<T, 'shown'>>

  const rows = Object.entries(table)
  const fields = z.object(fieldsOf(table))
  const shown = z.custom<Shown>()
  const noOptions: OptionsHolder['options'] = {}
  // Undefined explicitly, so that the defaults also replace the present values of another document.
  const unset = Object.fromEntries(
    rows.flatMap(([, { field }]) => (field === undefined ? [] : [[field, undefined]])),
  )
  const defaults = (): Holder<T> => ({ ...unset, ...fields.parse({}), options: noOptions })
  const change = (name: string, setting: Setting, before: object, after: object): SettingChange[] => {
    const [from, to] = [setting.read(before), setting.read(after)]
    if (isSameJson(from, to)) return []
    if (setting.audit === 'NameOnly') return [{ name }]
    const [fromText, toText] = [from, to].map((value) => shortText(setting.show(value)))
    return [
      {
        name,
        ...(fromText === undefined ? {} : { from: fromText }),
        ...(toText === undefined ? {} : { to: toText }),
      },
    ]
  }

  const assign = <D extends Holder<T>>(
    document: D,
    values: object,
    valueOf: (setting: Setting, value: {} | null) => unknown,
  ): D => {
    const byName = new Map<string, unknown>(Object.entries(values))
    const assigned = { ...document }
    for (const [name, setting] of rows) {
      const value = byName.get(name)
      if (value !== undefined) Object.assign(assigned, setting.write(assigned, valueOf(setting, value)))
    }
    return assigned
  }

  return {
    /** Shapes of the request and response schemas, in the order of the table. */
    createShape: column(table, 'schema'),
    patchShape: column(table, 'patch'),
    shownShape: column(table, 'shown'),

    /**
     * All settings. A setting that is not given has its default; classes keep their ids.
     * @param present The project whose settings are replaced.
     * @throws DomainError `InvalidRequest`
     */
    settingsOf: (given: Given, present: Holder<T> = defaults()): Holder<T> =>
      assign(defaults(), given, (setting, value) => setting.store(value, setting.read(present))),

    /**
     * Applies a merge patch (RFC 7396): undefined leaves a setting, null resets it to its default.
     * @throws DomainError `InvalidRequest`
     */
    patchSettings: <D extends Holder<T>>(project: D, patch: Patch): D =>
      assign(project, patch, (setting, value) => setting.merge(value, setting.read(project))),

    /** The settings that differ, by their names in the API; those with values first. */
    settingsChanges: (before: Holder<T>, after: Holder<T>): SettingChange[] =>
      (['Values', 'NameOnly'] as const).flatMap((audit) =>
        rows.flatMap(([name, setting]) =>
          setting.audit === audit ? change(name, setting, before, after) : [],
        ),
      ),

    showSettings: (project: Holder<T>): Shown =>
      shown.parse(
        Object.fromEntries(rows.map(([name, setting]) => [name, setting.show(setting.read(project))])),
      ),
  }
}
