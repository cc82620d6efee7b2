import * as fc from 'fast-check'
import type { OpenApi } from '../../tools/openapi.ts'
import { callers, type CallerName } from './callers.ts'
import type { Mutation } from './draft.ts'
import type { Tree } from './json.ts'
import { strangeRanges } from './mutate/headers.ts'
import { mutation } from './mutate/mutation.ts'
import { bodySchemaOf, journeys, operationsOf, weightOf, type Operation } from './operations.ts'
import { createTreeArbitrary } from './schema/arbitrary.ts'

/** One request as it is meant: what it names is looked up when it is sent. */
export interface Step {
  readonly operation: Operation
  /** `suitable`: one who probably may. */
  readonly caller: CallerName | 'suitable'
  readonly pick: number
  readonly body: Tree | undefined
  /** Values by name, of those query parameters that are sent. */
  readonly query: readonly (readonly [string, Tree])[]
  /** Where an earlier answer led, if it led here. */
  readonly followsLink: boolean
  readonly condition: 'known' | 'any' | 'absent'
  readonly range: string | undefined
  /** Says which version it has. */
  readonly revalidates: boolean
  readonly key: 'none' | 'fresh' | 'again'
  /** Follow the long work that it starts to its end. */
  readonly waits: boolean
  readonly mutations: readonly Mutation[]
}

/** Some requests one after the other, about one project. */
export interface Plan {
  readonly projectPick: number
  readonly steps: readonly Step[]
}

const pick = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(30) })

const callerOf = fc.oneof(
  { weight: 5, arbitrary: fc.constant('suitable' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...callers) },
)

const mutationsOf = (weights: readonly [none: number, one: number, two: number]) =>
  fc.oneof(
    { weight: weights[0], arbitrary: fc.constant<readonly Mutation[]>([]) },
    { weight: weights[1], arbitrary: fc.tuple(mutation) },
    { weight: weights[2], arbitrary: fc.tuple(mutation, mutation) },
  )

const createStepArbitrary = ({ components: { schemas } }: OpenApi) => {
  const valid = createTreeArbitrary({ schemas, wild: 0, known: 90 })
  const wild = createTreeArbitrary({ schemas, wild: 15, known: 60 })

  return (operation: Operation, mutations: fc.Arbitrary<readonly Mutation[]>): fc.Arbitrary<Step> => {
    const schema = bodySchemaOf(operation)
    const body =
      schema === undefined
        ? fc.constant(undefined)
        : fc.oneof({ weight: 3, arbitrary: valid(schema) }, { weight: 1, arbitrary: wild(schema) })
    const query = operation.parameters
      .filter((parameter) => parameter.in === 'query')
      .map(({ name, required, schema }) => {
        const value = fc.oneof(
          { weight: 3, arbitrary: valid(schema) },
          { weight: 1, arbitrary: wild(schema) },
        )
        const absent = { weight: name === 'continuation' ? 12 : 1, arbitrary: fc.constant(undefined) }
        const sent = required ? value : fc.oneof(absent, { weight: 1, arbitrary: value })
        return sent.map((tree) => [name, tree] as const)
      })
    return fc.record<Step>({
      operation: fc.constant(operation),
      caller: callerOf,
      pick,
      body,
      query: fc
        .tuple(...query)
        .map((all) => all.flatMap(([name, tree]) => (tree === undefined ? [] : [[name, tree] as const]))),
      followsLink: fc.boolean(),
      condition: fc.constantFrom('known', 'known', 'known', 'known', 'known', 'any', 'absent'),
      range: fc.option(fc.constantFrom('bytes=0-9', 'bytes=5-', 'bytes=9999-', ...strangeRanges), {
        nil: undefined,
        freq: 2,
      }),
      revalidates: fc.integer({ min: 0, max: 4 }).map((chance) => chance === 4),
      key: fc.constantFrom('none', 'none', 'none', 'none', 'none', 'none', 'fresh', 'again'),
      waits: fc.boolean(),
      mutations,
    })
  }
}

const projectPick = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) })

/** Requests of every shape, alone and in journeys. */
export const createPlanArbitrary = (document: OpenApi): fc.Arbitrary<Plan> => {
  const stepOf = createStepArbitrary(document)
  const operations = operationsOf(document)
  const named = (operationId: string): Operation => {
    const operation = operations.find((one) => one.operationId === operationId)
    if (!operation) throw new Error(`A journey goes through ${operationId}, which the document does not have`)
    return operation
  }
  const alone = fc
    .oneof(
      ...operations.map((operation) => ({
        weight: weightOf(operation),
        arbitrary: stepOf(operation, mutationsOf([3, 5, 2])),
      })),
    )
    .map((step) => [step])
  const along = journeys.map((journey) =>
    fc.tuple(...journey.map((operationId) => stepOf(named(operationId), mutationsOf([12, 1, 0])))),
  )
  return fc.record({
    projectPick,
    steps: fc.oneof({ weight: 6, arbitrary: alone }, { weight: 1, arbitrary: fc.oneof(...along) }),
  })
}
