import { z } from 'zod'
import type { ErrorCode } from '../core/errors.ts'
import type { ClassId } from '../core/ids.ts'
import type { MediaType } from '../model/datasets/dataset.ts'
import type { Label } from '../model/labels/label.ts'
import type { Region, RegionKind } from '../model/labels/region.ts'
import type { OptionRows } from '../model/projects/settings/define-option.ts'
import type { JsonValue } from '../ports/store.ts'

/** Why a label cannot be taken, with what to do instead. */
export interface TaskProblem {
  readonly code: ErrorCode
  readonly message: string
}

/** What a task type judges an answer by. */
export interface TaskContext {
  /** The classes that can be chosen, by path. */
  readonly classes: ReadonlyMap<string, ClassId>
  /** The project's own settings of this task type, as stored. */
  readonly options: Readonly<Record<string, JsonValue>>
  /** A reviewer may give any label; the project's options bind labelers. */
  readonly byReviewer: boolean
}

/** What a label costs: bytes of its JSON, and counters that it moves. */
export interface Weight {
  readonly bytes: number
  readonly counters: number
}

export interface MergeRule {
  /** The share of labels, 0 to 1, that must agree on a region; more than that many. */
  readonly least: number
}

/** Fields of an answer in the API, beside its item. */
export type WireFields = Readonly<Record<string, JsonValue>>

interface TaskFacts {
  /** In `taskType` of the API and of documents. */
  readonly name: string
  /** What an answer is, for the API's description: `exactly one class an item`. */
  readonly about: string
  readonly media: readonly MediaType[]
  /** Settings of its own, in projects of every task type shown with their defaults. */
  readonly options: OptionRows
  /** The codes that `judge` refuses with, and `UnknownClass`. */
  readonly refusals: readonly ErrorCode[]
  /** What its labels are made of, and how many of it a label has. */
  readonly region: RegionKind
  readonly regions: 'One' | 'Many'
}

/** A task type as its folder writes it. `L`: the label as stored; `W`: its fields in the API, with classes by path. */
export interface TaskSpec<L extends Label, W extends z.ZodObject> extends TaskFacts {
  readonly label: z.ZodType<L>
  /** A strict object. */
  readonly wire: W
  /** The fields that stand for no label. */
  readonly noLabel: z.output<W>
  readonly fromWire: (
    fields: z.output<W>,
    classes: ReadonlyMap<string, ClassId>,
  ) => { readonly label: L } | { readonly unknownClass: string }
  readonly toWire: (label: L, names: ReadonlyMap<string, string>) => z.output<W>
  readonly judge: (label: L, context: TaskContext) => TaskProblem | undefined
  readonly weigh: (label: L) => Weight
  /** The most that a label of a project with so many classes weighs; page and batch limits follow. */
  readonly heaviest: (classes: number) => Weight
  readonly regionsOf: (label: L) => readonly Region[]
  /** Undefined: these regions are no label of this task type. */
  readonly fromRegions: (regions: readonly Region[]) => L | undefined
  /** 0 to 1; 1 exactly if they mean the same. */
  readonly agree: (one: L, other: L) => number
  /** Undefined: there is no decision under this rule. */
  readonly merge: (labels: readonly L[], rule: MergeRule) => L | undefined
}

export type Accepted =
  { readonly label: Label; readonly classes: readonly ClassId[] } | { readonly problem: TaskProblem }

/** A task type as everybody else sees it. Labels that are not its own are a defect and throw. */
export interface Task extends TaskFacts {
  readonly wire: z.ZodObject
  readonly noLabel: WireFields
  /** Takes the fields of an answer as the caller gave them. */
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
  message: `'${path.slice(0, 256)}' is no class of this project; its classes are in labelClasses, nested ones joined by '/'`,
})

const wireFields = z.record(z.string(), z.json())

/** Makes a task type of its parts: each label is parsed by the task's own schema before the task reads it. */
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
      const read = spec.fromWire(given.data, context.classes)
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
