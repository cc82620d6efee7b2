import type { z } from 'zod'

/** Excludes undefined and keeps null, also for a type parameter. */
type Defined<T> = T & ({} | null)

/** The schema of a setting in a merge patch (RFC 7396), by the effect of `null`. An absent value means unchanged. */
export interface PatchSchemas<S extends z.ZodType> {
  readonly ToDefault: z.ZodOptional<z.ZodNullable<S>>
  readonly Refused: z.ZodOptional<S>
}
export type ClearRule = keyof PatchSchemas<z.ZodType>

interface PatchRule<Patch extends z.ZodType, Stored extends z.ZodType> {
  readonly schema: Patch
  merge(patch: Defined<z.output<Patch>>, present: z.output<Stored>): z.output<Stored>
}

/** The row of a setting. */
export interface SettingRules<
  Given extends z.ZodType,
  Stored extends z.ZodType,
  Shown extends z.ZodType,
  Clear extends ClearRule,
  Patch extends z.ZodType,
> {
  /**
   * The value in a request that creates or replaces a project. The setting is required unless this schema is optional.
   */
  readonly schema: Given
  /** The value in the document. The default is the result of parsing undefined. */
  readonly stored: Stored
  readonly store: (given: Defined<z.output<Given>>, present: z.output<Stored>) => z.output<Stored>
  /** The value in a response. */
  readonly shown: Shown
  readonly show: (stored: z.output<Stored>) => z.output<Shown>
  /** The effect of `null` in a merge patch. */
  readonly clear: Clear
  /**
   * `Values`: the audit contains the values before and after, as short text. `NameOnly`: it contains the name, for long
   * values.
   */
  readonly audit: 'Values' | 'NameOnly'
  /** For a value that a merge patch changes in parts. Without this rule a patch replaces the value. */
  readonly patch?: PatchRule<Patch, Stored>
}

/**
 * A setting in the table. The functions are methods on purpose: method parameters are bivariant, so settings of all types
 * fit in one table. This is safe because each setting gets only values that its own schemas have parsed.
 */
export interface Setting<
  Field extends string | undefined = string | undefined,
  Given extends z.ZodType = z.ZodType,
  Stored extends z.ZodType = z.ZodType,
  Shown extends z.ZodType = z.ZodType,
  Patch extends z.ZodType = z.ZodType,
  Document extends object = object,
> {
  /** The field in the project document; undefined for an option. */
  readonly field: Field
  readonly schema: Given
  readonly patch: Patch
  readonly stored: Stored
  readonly shown: Shown
  readonly audit: 'Values' | 'NameOnly'
  read(document: Document): z.output<Stored>
  /** Returns the changed field of the document. */
  write(document: Document, value: z.output<Stored>): object
  /** @throws DomainError `InvalidRequest` */
  store(given: Defined<z.output<Given>>, present: z.output<Stored>): z.output<Stored>
  /** @throws DomainError `InvalidRequest` */
  merge(patch: Defined<z.output<Patch>>, present: z.output<Stored>): z.output<Stored>
  show(stored: z.output<Stored>): z.output<Shown>
}

/** For settings whose given, stored and shown values are equal. */
export const identity = <T>(value: T): T => value

/** The parts of a setting that do not depend on its place in the document. */
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

/** Defines a setting that is a field of the project document. */
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
