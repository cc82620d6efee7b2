import { z } from 'zod'
import { isAddressablePath } from '../../core/addressable-path.ts'
import { extensionOf, isMediaFile, mediaExtensions } from '../datasets/media-files.ts'
import type { MediaType } from '../datasets/dataset.ts'

/**
 * Why a file that matches the path of a dataset becomes no item. `UnknownExtension`, `NoExtension`: its name does not say that
 * it is of the media type. `UnaddressableName`: no URL can name it, so nobody could see it.
 */
export const leftOutReasons = ['UnknownExtension', 'NoExtension', 'UnaddressableName'] as const

const leftOutGroup = z.object({
  reason: z.enum(leftOutReasons),
  /** In lower case, without the dot. Absent for the other reasons, and for all further extensions together. */
  extension: z.string().optional(),
  count: z.number(),
  /** The first names, at most `maxExamples`; long ones are cut. */
  examples: z.array(z.string()),
})
export type LeftOutGroup = z.output<typeof leftOutGroup>

export const fileTally = z.object({
  /** Files that match the path. */
  matched: z.number(),
  /** Of these, the files that are items. */
  chosen: z.number(),
  /** The others, by reason and extension. */
  leftOut: z.array(leftOutGroup),
})

/** The files of a listing so far. Small, because the history of an orchestration stores it. */
export type FileTally = z.output<typeof fileTally>

export const noFiles: FileTally = { matched: 0, chosen: 0, leftOut: [] }

export const maxExamples = 3
const maxExampleLength = 200
const maxExtensionLength = 16
/** Groups that are counted each for itself; `shortenTally` keeps the largest. */
const maxGroups = 40
export const maxShownGroups = 20

const groupOf = (path: string): Pick<LeftOutGroup, 'reason' | 'extension'> => {
  if (!isAddressablePath(path)) return { reason: 'UnaddressableName' }
  const extension = extensionOf(path)
  if (extension === undefined) return { reason: 'NoExtension' }
  if (extension.length > maxExtensionLength) return { reason: 'UnknownExtension' }
  return { reason: 'UnknownExtension', extension: extension.toWellFormed() }
}

/** Whether a file that matches the path of a dataset becomes an item. */
export const isChosenFile = (mediaType: MediaType, path: string): boolean =>
  isMediaFile(mediaType, path) && isAddressablePath(path)

const exampleOf = (path: string): string =>
  (path.length > maxExampleLength ? `${path.slice(0, maxExampleLength)}…` : path).toWellFormed()

const keyOf = ({ reason, extension }: Pick<LeftOutGroup, 'reason' | 'extension'>): string =>
  `${reason} ${extension ?? ''}`

/** The tally after further files that match but are not chosen, and this many that are chosen. */
export const addToTally = (tally: FileTally, chosen: number, leftOut: readonly string[]): FileTally => {
  const groups = new Map(tally.leftOut.map((group) => [keyOf(group), group]))
  for (const path of leftOut) {
    const wanted = groupOf(path)
    const isFull = groups.size >= maxGroups && !groups.has(keyOf(wanted))
    const group = isFull ? { reason: wanted.reason } : wanted
    const known = groups.get(keyOf(group)) ?? { ...group, count: 0, examples: [] }
    const examples =
      known.examples.length < maxExamples ? [...known.examples, exampleOf(path)] : known.examples
    groups.set(keyOf(group), { ...known, count: known.count + 1, examples })
  }
  return {
    matched: tally.matched + chosen + leftOut.length,
    chosen: tally.chosen + chosen,
    leftOut: [...groups.values()],
  }
}

/** The tally with the largest groups, largest first; smaller ones of unknown extensions are one group. */
export const shortenTally = (tally: FileTally): FileTally => {
  const sorted = tally.leftOut.toSorted((one, other) => other.count - one.count)
  const named = sorted.filter(({ extension }) => extension !== undefined)
  const small = new Set(named.slice(maxShownGroups))
  const others = sorted.filter(
    (group) => small.has(group) || (group.reason === 'UnknownExtension' && group.extension === undefined),
  )
  const rest: LeftOutGroup = {
    reason: 'UnknownExtension',
    count: others.reduce((sum, { count }) => sum + count, 0),
    examples: others.flatMap(({ examples }) => examples).slice(0, maxExamples),
  }
  const kept = sorted.filter((group) => !others.includes(group))
  return { ...tally, leftOut: rest.count > 0 ? [...kept, rest] : kept }
}

/** What callers see of a tally. */
export interface FileReport {
  readonly matched: number
  readonly chosen: number
  readonly leftOut: { readonly count: number; readonly reasons: LeftOutGroup[] }
  /** False if not all files were listed, or not yet. */
  readonly complete: boolean
}

export const reportTally = (tally: FileTally, complete: boolean): FileReport => {
  const { matched, chosen, leftOut: reasons } = shortenTally(tally)
  return { matched, chosen, leftOut: { count: matched - chosen, reasons }, complete }
}

const namesOf: Readonly<Record<LeftOutGroup['reason'], string>> = {
  UnknownExtension: 'other extensions',
  NoExtension: 'no extension',
  UnaddressableName: 'names that no URL can hold',
}

const describeGroup = ({ reason, extension, count }: LeftOutGroup): string =>
  `${extension === undefined ? namesOf[reason] : `.${extension}`} ${count}`

/** For messages: `7 files match, none is an image type that the service takes (.svg 5, no extension 2); accepted: .bmp, …`. */
export const describeTally = (tally: FileTally, mediaType: MediaType): string => {
  if (tally.matched === 0) return 'no file matches'
  const groups = shortenTally(tally).leftOut.map(describeGroup)
  const accepted = mediaExtensions[mediaType].map((extension) => `.${extension}`)
  const [files, match] = tally.matched === 1 ? ['file', 'matches'] : ['files', 'match']
  const type = mediaType === 'Image' ? 'an image' : 'a text'
  return `${tally.matched} ${files} ${match}, none is ${type} type that the service takes (${groups.join(', ')}); accepted: ${accepted.join(', ')}`
}
