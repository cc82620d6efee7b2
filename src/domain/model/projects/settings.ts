import { DomainError } from '../../core/errors.ts'
import { parseDuration } from '../../core/time.ts'
import { flattenClasses } from '../labels/class-tree.ts'
import type { ClassNode } from '../labels/label-class.ts'
import type { ProjectDocument } from './project.ts'

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** What of a project can be changed at any time, as callers give it. */
export type ProjectSettings = Optional<{
  displayName: string
  description: string
  tags: Readonly<Record<string, string>>
  incrementalRefresh: 'Enabled' | 'Disabled'
  changedFiles: 'Flag' | 'Requeue'
  labelClasses: readonly ClassNode[]
  instructions: { readonly text?: string | undefined; readonly url?: string | undefined }
  pageLease: string
  allowNoClass: boolean
}>

type StoredSettings = Pick<
  ProjectDocument,
  | 'displayName'
  | 'description'
  | 'tags'
  | 'incrementalRefresh'
  | 'changedFiles'
  | 'classes'
  | 'instructions'
  | 'pageLease'
  | 'allowNoClass'
>

export const maxTags = 50

const defaultLease = 30 * 60_000

/** The settings in full: what is not given has its default; classes keep the ids that they have. */
export const settingsOf = (
  given: ProjectSettings,
  classes: ProjectDocument['classes'] = [],
): StoredSettings => ({
  displayName: given.displayName,
  description: given.description,
  tags: { ...given.tags },
  incrementalRefresh: given.incrementalRefresh ?? 'Disabled',
  changedFiles: given.changedFiles ?? 'Flag',
  classes: given.labelClasses ? flattenClasses(given.labelClasses, classes) : classes,
  instructions: given.instructions,
  pageLease: (given.pageLease === undefined ? undefined : parseDuration(given.pageLease)) ?? defaultLease,
  allowNoClass: given.allowNoClass ?? false,
})

/** A merge patch (RFC 7396): what is undefined stays, null goes back to its default. */
export type ProjectPatch = Optional<{
  displayName: string | null
  description: string | null
  tags: Readonly<Record<string, string | null>> | null
  incrementalRefresh: 'Enabled' | 'Disabled'
  changedFiles: 'Flag' | 'Requeue'
  labelClasses: readonly ClassNode[]
  instructions: { readonly text?: string | null | undefined; readonly url?: string | null | undefined } | null
  pageLease: string
  allowNoClass: boolean
}>

const merge = <T>(present: T | undefined, patch: T | null | undefined): T | undefined =>
  patch === undefined ? present : (patch ?? undefined)

const mergeTags = (
  present: Readonly<Record<string, string>>,
  patch: ProjectPatch['tags'],
): Record<string, string> => {
  if (patch === null) return {}
  const merged = new Map(Object.entries(present))
  for (const [name, value] of Object.entries(patch ?? {}))
    if (value === null) merged.delete(name)
    else merged.set(name, value)
  if (merged.size > maxTags)
    throw new DomainError(
      'InvalidRequest',
      `A project has at most ${maxTags} tags, and this would make ${merged.size}; clear some with null`,
      { target: 'tags' },
    )
  return Object.fromEntries(merged)
}

const mergeInstructions = (
  present: ProjectDocument['instructions'],
  patch: ProjectPatch['instructions'],
): ProjectDocument['instructions'] => {
  if (patch === undefined) return present
  if (patch === null) return undefined
  return { text: merge(present?.text, patch.text), url: merge(present?.url, patch.url) }
}

/** @throws DomainError `InvalidRequest` classes or tags are too many, classes not right */
export const patchSettings = (project: ProjectDocument, patch: ProjectPatch): ProjectDocument => ({
  ...project,
  displayName: merge(project.displayName, patch.displayName),
  description: merge(project.description, patch.description),
  tags: mergeTags(project.tags, patch.tags),
  incrementalRefresh: patch.incrementalRefresh ?? project.incrementalRefresh,
  changedFiles: patch.changedFiles ?? project.changedFiles,
  classes: patch.labelClasses ? flattenClasses(patch.labelClasses, project.classes) : project.classes,
  instructions: mergeInstructions(project.instructions, patch.instructions),
  pageLease:
    (patch.pageLease === undefined ? undefined : parseDuration(patch.pageLease)) ?? project.pageLease,
  allowNoClass: patch.allowNoClass ?? project.allowNoClass,
})
