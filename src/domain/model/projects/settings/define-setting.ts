import type { z } from 'zod'

/** Excludes undefined and keeps null, also where the type is a parameter. */
type Defined<T> = T & ({} | null)

/** How a merge patch (RFC 7396) takes a setting, by what `null` does to it. Absent means unchanged. */
export interface PatchSchemas<S extends z.ZodType> {
  readonly ToDefault: z.ZodOptional<z.ZodNullable<S>>
  readonly Refused: z.ZodOptional<S>
}
export type ClearRule = keyof PatchSchemas<z.ZodType>

interface PatchRule<Patch extends z.ZodType, Stored extends z.ZodType> {
  readonly schema: Patch
  merge(patch: Defined<z.output<Patch>>, present: z.output<Stored>): z.output<Stored>
}

/** What is said of a setting in its row of the table. */
export interface SettingRules<
  Given extends z.ZodType,
  Stored extends z.ZodType,
  Shown extends z.ZodType,
  Clear extends ClearRule,
  Patch extends z.ZodType,
> {
  /** The value in a request that creates or replaces. The setting is required unless this schema is optional. */
  readonly schema: Given
  /** The value in the document. The default is what this schema makes of undefined. */
  readonly stored: Stored
  readonly store: (given: Defined<z.output<Given>>, present: z.output<Stored>) => z.output<Stored>
  /** The value in an answer. */
  readonly shown: Shown
  readonly show: (stored: z.output<Stored>) => z.output<Shown>
  /** What `null` does in a merge patch. */
  readonly clear: Clear
  /** `Values`: the audit has the value before and after, as short text. `NameOnly`: for long values. */
  readonly audit: 'Values' | 'NameOnly'
  /** For a value that a merge patch changes in parts. Without it a patch replaces the value. */
  readonly patch?: PatchRule<Patch, Stored>
}

/**
 * A setting as the table holds it. Its functions are methods on purpose, so that settings of all types fit in one table:
 * the table gives each only what the setting's own schemas made.
 */
export interface Setting<
  Field extends string | undefined = string | undefined,
  Given extends z.ZodType = z.ZodType,
  Stored extends z.ZodType = z.ZodType,
  Shown extends z.ZodType = z.ZodType,
  Patch extends z.ZodType = z.ZodType,
  Document extends object = object,
> {
  /** Its field in the project document; undefined for an option. */
  readonly field: Field
  readonly schema: Given
  readonly patch: Patch
  readonly stored: Stored
  readonly shown: Shown
  readonly audit: 'Values' | 'NameOnly'
  read(document: Document): z.output<Stored>
  /** The field of the document that changes with the value. */
  write(document: Document, value: z.output<Stored>): object
  /** @throws DomainError `InvalidRequest` */
  store(given: Defined<z.output<Given>>, present: z.output<Stored>): z.output<Stored>
  /** @throws DomainError `InvalidRequest` */
  merge(patch: Defined<z.output<Patch>>, present: z.output<Stored>): z.output<Stored>
  show(stored: z.output<Stored>): z.output<Shown>
}

/** For a setting that is stored as callers give it, and shown as it is stored. */
export const identity = <T>(value: T): T => value

/** What a setting does wherever it is stored. */
export const rulesOf = <
  Given extends z.ZodType,
  Stored extends z.ZodType,
  Shown extends z.ZodType,
  Clear extends ClearRule,
  Patch extends z.ZodType,
>(
  rules: SettingRules<Given, Stored, Shown, Clear, Patch>,
) => {
  const { schema, stored, store, shown, show, audit } = rules
  const initial = stored.parse(undefined)
  const patching: PatchRule<Patch | Given, Stored> = rules.patch ?? { schema, merge: store }
  const patches: PatchSchemas<Patch | Given> = {
    ToDefault: patching.schema.nullable().optional(),
    Refused: patching.schema.optional(),
  }
  return {
    schema,
    patch: patches[rules.clear],
    stored,
    shown,
    audit,
    store,
    merge: (patch: Defined<z.output<Patch | Given>> | null, present: z.output<Stored>): z.output<Stored> =>
      patch === null ? initial : patching.merge(patch, present),
    show,
  }
}

/** A setting that is a field of the project document. */
export const defineSetting = <
  const Field extends string,
  Given extends z.ZodType,
  Stored extends z.ZodType,
  Shown extends z.ZodType,
  Clear extends ClearRule,
  Patch extends z.ZodType = Given,
>(
  field: Field,
  rules: SettingRules<Given, Stored, Shown, Clear, Patch>,
): Setting<
  Field,
  Given,
  Stored,
  Shown,
  PatchSchemas<Patch | Given>[Clear],
  { readonly [F in Field]?: z.output<Stored> | undefined }
> => {
  const initial = rules.stored.parse(undefined)
  return {
    ...rulesOf(rules),
    field,
    read: (document) => document[field] ?? initial,
    write: (_document, value) => ({ [field]: value }),
  }
}
