import * as fc from 'fast-check'
import type { Exchange } from './exchange.ts'
import type { RawRequest } from './raw-request.ts'
import type { Plan } from './step.ts'
import type { Tally } from './tally.ts'

export interface FuzzOptions {
  readonly seed: number
  readonly requests: number
  readonly say?: (line: string) => void
}

/** A request that got an answer it must not get, as small as it could be made. */
export interface Finding {
  readonly kind: string
  readonly message: string
  /** Commands that send it, and what was sent before it in the same plan. */
  readonly commands: readonly string[]
  /** Nothing more can be asked. */
  readonly fatal?: true
}

const mostFindings = 20
/** Requests that may be spent on making one finding smaller. */
const shrinkWithin = 400

const describe = (exchanges: readonly Exchange[]): Finding | undefined => {
  const [fault] = exchanges.flatMap(({ faults }) => faults)
  return fault && { ...fault, commands: exchanges.map(({ command }) => command()) }
}

interface Search {
  readonly plans: fc.Arbitrary<Plan | RawRequest>
  readonly perform: (plan: Plan | RawRequest) => Promise<readonly Exchange[]>
  /** Whether the service is still there, asked after each fault. */
  readonly endOf: () => Promise<Finding | undefined>
  readonly tally: Tally
  readonly options: FuzzOptions
}

/** The first mistake that is none of the known ones, shrunk; undefined if all requests were sent before there was one. */
const findNext = async (
  { plans, perform, endOf, tally, options: { requests } }: Search,
  seed: number,
  known: ReadonlyMap<string, Finding>,
): Promise<Finding | undefined> => {
  let found: Finding | undefined
  let spent = 0
  const property = fc.asyncProperty(plans, async (plan) => {
    if (found === undefined ? tally.total() >= requests : found.fatal || spent >= shrinkWithin) return
    const exchanges = await perform(plan)
    const finding = describe(exchanges)
    if (found !== undefined) spent += exchanges.length
    // While it is made smaller it stays the same mistake.
    if (!finding || known.has(finding.kind) || (found && found.kind !== finding.kind)) return
    found = (await endOf()) ?? finding
    throw new Error(found.kind)
  })
  await fc.check(property, { seed, numRuns: requests, verbose: 0 })
  return found
}

/** Sends requests until there were enough. It goes on after a finding, and does not report the same kind again. */
export const search = async (of: Search): Promise<readonly Finding[]> => {
  const { tally, options } = of
  const { seed, requests, say = () => {} } = options
  const findings = new Map<string, Finding>()
  while (findings.size < mostFindings && tally.total() < requests) {
    const found = await findNext(of, seed + findings.size, findings)
    if (!found) break
    findings.set(found.kind, found)
    say(`found: ${found.kind}\n  ${found.message}\n${found.commands.join('\n')}`)
    if (found.fatal) break
  }
  return [...findings.values()]
}
