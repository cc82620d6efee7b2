import fc from 'fast-check'
import { createContract } from '../tools/contract.ts'
import { createClient } from '../tools/client.ts'
import { readOpenApi } from '../tools/openapi.ts'
import { removeData } from '../tools/service.ts'
import { judgeAfterwards, type Afterwards } from './afterwards.ts'
import { mintTokens, type Tokens } from './callers.ts'
import { createExchanger, type Exchange } from './exchange.ts'
import { createSender } from './http/send.ts'
import { createJudge } from './judge/judge.ts'
import { operationsOf } from './operations.ts'
import { createPool, names } from './pool.ts'
import { rawRequest, type RawRequest } from './raw-request.ts'
import { createPlanArbitrary, type Plan } from './step.ts'
import { createTally, type Tally } from './tally.ts'
import { startWorld, type World } from './world.ts'
import { addProject } from './workspace.ts'

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
}

export interface FuzzResult {
  readonly findings: readonly Finding[]
  readonly tally: Tally
  /** Documented answers that never came. */
  readonly unseen: readonly string[]
  readonly seconds: number
  readonly afterwards: Afterwards
}

const mostFindings = 20
/** Requests that may be spent on making one finding smaller. */
const shrinkWithin = 400

const layGround = async ({ service, ground }: World, tokens: Tokens): Promise<void> => {
  const admin = createClient(service.api, tokens.admin ?? '')
  const [containerUrl = ''] = ground.containerUrls
  const credentials = [{ type: 'ManagedIdentity' }, { type: 'Sas', token: ground.sasToken }]
  for (const [index, name] of names.slice(0, 2).entries())
    await addProject(admin, {
      name,
      containerUrl,
      credential: credentials[index] ?? {},
      taskType: index === 0 ? 'MultiClass' : 'MultiLabel',
    })
}

const describe = (exchanges: readonly Exchange[]): Finding => {
  const fault = exchanges.at(-1)?.faults[0]
  return {
    kind: fault?.kind ?? 'unknown',
    message: fault?.message ?? 'unknown',
    commands: exchanges.map(({ command }) => command()),
  }
}

type Perform = (plan: Plan | RawRequest) => Promise<readonly Exchange[]>

interface Search {
  readonly plans: fc.Arbitrary<Plan | RawRequest>
  readonly perform: Perform
  readonly tally: Tally
  readonly options: FuzzOptions
}

/** Goes on after a finding, and does not report the same kind again. */
const search = async ({ plans, perform, tally, options }: Search): Promise<readonly Finding[]> => {
  const { seed, requests, say = () => {} } = options
  const findings = new Map<string, Finding>()
  for (let round = 0; findings.size < mostFindings && tally.total() < requests; round += 1) {
    let latest: Finding | undefined
    let spent = 0
    const property = fc.asyncProperty(plans, async (plan) => {
      if (latest === undefined ? tally.total() >= requests : spent >= shrinkWithin) return
      const exchanges = await perform(plan)
      if (latest !== undefined) spent += exchanges.length
      const finding = describe(exchanges)
      if (!exchanges.some(({ faults }) => faults.length > 0) || findings.has(finding.kind)) return
      // While it is made smaller it stays the same mistake.
      if (latest !== undefined && latest.kind !== finding.kind) return
      latest = finding
      throw new Error(finding.kind)
    })
    await fc.check(property, { seed: seed + round, numRuns: requests, verbose: 0 })
    if (latest === undefined) continue
    const found: Finding = latest
    findings.set(found.kind, found)
    say(`found: ${found.kind}\n  ${found.message}\n${found.commands.join('\n')}`)
  }
  return [...findings.values()]
}

/** Starts a service, sends requests of every shape to it one after the other, and looks at what is left of it. */
export const runFuzz = async (options: FuzzOptions): Promise<FuzzResult> => {
  const world = await startWorld()
  const { service, ground, secrets } = world
  const sender = createSender(service.url)
  try {
    const document = await readOpenApi(service.api)
    const contract = createContract(document)
    const tokens = await mintTokens(service.dataDir)
    await layGround(world, tokens)
    const pool = createPool(service.api, ground, (url) => contract.find('GET', url)?.operationId)
    const tally = createTally()
    const composer = { pool, tokens, host: new URL(service.url).host }
    const judge = createJudge({
      contract,
      secrets: [...secrets, ...Object.values(tokens).filter((t) => t !== undefined)],
    })
    const { perform, begun } = createExchanger({
      origin: service.url,
      composer,
      tokens,
      pool,
      sender,
      judge,
      tally,
    })
    const began = performance.now()
    const plans = fc.oneof(
      { weight: 19, arbitrary: createPlanArbitrary(document) },
      { weight: 1, arbitrary: rawRequest },
    )
    const findings = await search({ plans, perform, tally, options })
    const seconds = (performance.now() - began) / 1000
    return {
      findings,
      tally,
      unseen: tally.unseen(operationsOf(document)),
      seconds,
      afterwards: await judgeAfterwards(world, tokens, begun),
    }
  } finally {
    sender.close()
    await service.stop()
    await removeData(service.dataDir)
  }
}
