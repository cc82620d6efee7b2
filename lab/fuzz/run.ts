import * as fc from 'fast-check'
import { createContract } from '../../tools/contract.ts'
import { createClient } from '../../tools/client.ts'
import { readOpenApi } from '../../tools/openapi.ts'
import { removeData } from '../../tools/service.ts'
import { judgeAfterwards, type Afterwards } from './afterwards.ts'
import { mintTokens, type Tokens } from './callers.ts'
import { createExchanger } from './exchange.ts'
import { createSender } from './http/send.ts'
import { createJudge } from './judge/judge.ts'
import { operationsOf } from './operations.ts'
import { createPool, names } from './pool.ts'
import { rawRequest } from './raw-request.ts'
import { search, type Finding, type FuzzOptions } from './search.ts'
import { createPlanArbitrary } from './step.ts'
import { createTally, type Tally } from './tally.ts'
import { startWorld, type World } from './world.ts'
import { addProject } from './workspace.ts'

export interface FuzzResult {
  readonly findings: readonly Finding[]
  readonly tally: Tally
  /** Documented answers that never came. */
  readonly unseen: readonly string[]
  readonly seconds: number
  readonly afterwards: Afterwards
}

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

/** Milliseconds in which a process that is about to end has ended. */
const endsWithin = 500

/** That the service has ended by itself, with what it said and was asked at the last. */
const endOf = async (
  { service, lines }: World,
  recent: () => readonly string[],
): Promise<Finding | undefined> => {
  const how = await Promise.race([
    service.ended,
    new Promise<undefined>((done) => setTimeout(done, endsWithin, undefined)),
  ])
  return how === undefined
    ? undefined
    : {
        kind: `the service ended: ${how}`,
        message: lines.slice(-30).join('\n'),
        commands: recent(),
        fatal: true,
      }
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
    const { perform, begun, recent } = createExchanger({
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
    const findings = await search({ plans, perform, tally, options, endOf: () => endOf(world, recent) })
    const seconds = (performance.now() - began) / 1000
    return {
      findings,
      tally,
      unseen: tally.unseen(operationsOf(document)),
      seconds,
      afterwards: findings.some(({ fatal }) => fatal)
        ? { faults: [], peak: Number.NaN }
        : await judgeAfterwards(world, tokens, begun),
    }
  } finally {
    sender.close()
    await service.stop()
    await removeData(service.dataDir)
  }
}
