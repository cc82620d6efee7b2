import { z } from 'zod'
import type { ErrorCode } from '../core/errors.ts'
import type { ClassId } from '../core/ids.ts'
import type { MediaType } from '../model/datasets/dataset.ts'
import type { FindClass } from '../model/labels/class-tree.ts'
import type { Label } from '../model/labels/label.ts'
import type { Region, RegionKind } from '../model/labels/region.ts'
import type { OptionRows } from '../model/projects/settings/define-option.ts'
import type { JsonValue } from '../ports/store.ts'

/** The codes with which task types refuse labels. */
export const taskProblemCodes = [
  'InvalidRequest',
  'UnknownClass',
  'WrongLabelCount',
] as const satisfies readonly ErrorCode[]
export type TaskProblemCode = (typeof taskProblemCodes)[number]

/** The reason to refuse a label. The message says what to do instead. */
export interface TaskProblem {
  readonly code: TaskProblemCode
  readonly message: string
}

/** The facts of a project that a task type needs to judge an answer. */
export interface TaskContext {
  /** Finds a class that can be chosen. */
  readonly findClass: FindClass
  /** The project's options of this task type, as stored. */
  readonly options: Readonly<Record<string, JsonValue>>
  /** True for a reviewer's label. The project's options limit labelers only. */
  readonly byReviewer: boolean
}

/** The cost of a label: the bytes of its JSON, and the number of counters that it increments. */
export interface Weight {
  readonly bytes: number
  readonly counters: number
}

export interface MergeRule {
  /** A share of the labels, 0 to 1. A region needs more than this share. */
  readonly least: number
}

/** The fields of an answer in the API, without its item. */
export type WireFields = Readonly<Record<string, JsonValue>>

interface TaskFacts {
  /** The value of `taskType` in the API and in documents. */
  readonly name: string
  /** A description of an answer, for the API: `exactly one class for each item`. */
  readonly about: string
  readonly media: readonly MediaType[]
  /** Its own settings. The API shows them with their defaults in projects of every task type. */
  readonly options: OptionRows
  /** `UnknownClass` and the codes that `judge` returns. */
  readonly refusals: readonly TaskProblemCode[]
  /** The kind of regions in its labels, and their number in one label. */
  readonly region: RegionKind
  readonly regions: 'One' | 'Many'
}

/** The definition of a task type. `L`: the label as stored; `W`: its fields in the API, with classes by path. */
export interface TaskSpec<L extends Label, W extends z.ZodObject> extends TaskFacts {
  readonly label: z.ZodType<L>
  /** A strict object. */
  readonly wire: W
  /** The fields of an item without a label. */
  readonly noLabel: z.output<W>
  readonly fromWire: (
    fields: z.output<W>,
    findClass: FindClass,
  ) => { readonly label: L } | { readonly unknownClass: string }
  readonly toWire: (label: L, names: ReadonlyMap<string, string>) => z.output<W>
  readonly judge: (label: L, context: TaskContext) => TaskProblem | undefined
  readonly weigh: (label: L) => Weight
  /** The greatest weight of a label in a project with this many classes. Limits of pages and batches follow from it. */
  readonly heaviest: (classes: number) => Weight
  readonly regionsOf: (label: L) => readonly Region[]
  /** Returns undefined if the regions are not a label of this task type. */
  readonly fromRegions: (regions: readonly Region[]) => L | undefined
  /** The agreement of two labels, 0 to 1; 1 exactly if they have the same meaning. */
  readonly agree: (one: L, other: L) => number
  /** Returns undefined if the rule gives no decision. */
  readonly merge: (labels: readonly L[], rule: MergeRule) => L | undefined
}

export type Accepted =
  { readonly label: Label; readonly classes: readonly ClassId[] } | { readonly problem: TaskProblem }

/** A task type for the rest of the code. Its functions throw on labels of other task types, which would be a defect. */
export interface Task extends TaskFacts {
  readonly wire: z.ZodObject
  readonly noLabel: WireFields
  /** Parses and judges the fields of an answer from a request. */
  readonly accept: (fields: Readonly<Record<string, unknown>>, context: TaskContext) => Accepted
  readonly show: (label: Label, names: ReadonlyMap<string, string>) => WireFields
  readonly classesOf: (label: Label) => readonly ClassId[]
  readonly weigh: (label: Label) => Weight
  readonly heaviest: (classes: number) => Weight
  readonly regionsOf: (label: Label) => readonly Region[]
  readonly fromRegions: (regions: readonly Region[]) => Label | undefined
  readonly agree: (one: Label, other: Label) => number
  readonly merge: (labels: readonly Label[], rule: MergeRule) => Label | undefined
}

const classesIn = (regions: readonly Region[]): readonly ClassId[] => [
  ...new Set(regions.map((region) => region.class)),
]

const unknownClass = (path: string): TaskProblem => ({
  code: 'UnknownClass',
  message: `'${path.slice(0, 256)}' is not a class of this project; use its labelClasses, with the names of nested classes joined by '/'`,
})

const wireFields = z.record(z.string(), z.json())

/** Creates a task type from its definition. The functions parse each label with the task type's schema first. */
export const defineTask = <L extends Label, W extends z.ZodObject>(spec: TaskSpec<L, W>): Task => {
  const { name, about, media, options, refusals, region, regions, wire, heaviest, fromRegions } = spec
  const parse = (label: Label): L => spec.label.parse(label)
  return {
    name,
    about,
    media,
    options,
    refusals,
    region,
    regions,
    wire,
    noLabel: wireFields.parse(spec.noLabel),
    accept: (fields, context) => {
      const given = wire.safeParse(fields)
      if (!given.success) {
        const expected = Object.keys(wire.shape).map((field) => `'${field}'`)
        const message = `An answer of a ${name} project has ${expected.join(' and ')}, or 'skip'`
        return { problem: { code: 'InvalidRequest', message } }
      }
      const read = spec.fromWire(given.data, context.findClass)
      if ('unknownClass' in read) return { problem: unknownClass(read.unknownClass) }
      const problem = spec.judge(read.label, context)
      return problem ? { problem } : { label: read.label, classes: classesIn(spec.regionsOf(read.label)) }
    },
    show: (label, names) => wireFields.parse(spec.toWire(parse(label), names)),
    classesOf: (label) => classesIn(spec.regionsOf(parse(label))),
    weigh: (label) => spec.weigh(parse(label)),
    heaviest,
    regionsOf: (label) => spec.regionsOf(parse(label)),
    fromRegions,
    agree: (one, other) => spec.agree(parse(one), parse(other)),
    merge: (labels, rule) => spec.merge(labels.map(parse), rule),
  }
}
