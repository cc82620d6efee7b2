import { mkdtemp, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { mintToken, appRoles, type Role } from '../../local/platform/issuer.ts'
import { createClient } from '../../tools/client.ts'
import { removeData, startService, type Service } from '../../tools/service.ts'
import type { Context } from './context.ts'
import { measureLimits, type Limits } from './limits/measure-limits.ts'
import { measure, type Outcome } from './measure.ts'
import type { Options } from './options.ts'
import { table } from './report/print.ts'
import { readReference } from './report/reference.ts'
import { toRows } from './report/rows.ts'
import { judge } from './report/targets.ts'
import { openMaterial, type Material } from './sources.ts'

const began = performance.now()
const say = (line: string): void =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`)

const openContext = async (service: Service, { labelers }: Options): Promise<Context> => {
  const { dataDir } = service
  const mint = async (user: string, roles: readonly Role[]) => ({
    user,
    token: await mintToken(dataDir, user, roles),
  })
  const admin = await mint('admin', appRoles)
  return {
    service,
    project: 'bench',
    admin: createClient(service.api, admin.token),
    people: {
      reviewer: await mint('reviewer', ['Labeling.Reviewer']),
      labelers: await Promise.all(
        Array.from({ length: labelers }, (_, index) => mint(`labeler-${index}`, ['Labeling.Labeler'])),
      ),
    },
    say,
  }
}

const troubles = /"level":"(?:Warning|Error)"|\b(?:warning|error)\b/i

const serveAndMeasure = async (
  options: Options,
  { dataDir, material, limits }: { dataDir: string; material: Material; limits: Limits },
): Promise<Outcome> => {
  const service = await startService({
    dataDir,
    storage: material.storage,
    // One person here is as quick as a machine: the limit of a caller is not what is measured.
    env: {
      RATE_LIMIT_PER_SECOND: '1000',
      RATE_LIMIT_BURST: '100000',
      ADDRESS_RATE_LIMIT_PER_SECOND: '10000',
      ADDRESS_RATE_LIMIT_BURST: '1000000',
    },
    onLine: (line) => {
      if (troubles.test(line)) say(`the service says: ${line.slice(0, 500)}`)
    },
  })
  try {
    return await measure(await openContext(service, options), { material, options, limits })
  } finally {
    await service.stop()
  }
}

/** @returns Whether every item was labeled once and none was lost, however fast it was. */
export const run = async (options: Options): Promise<boolean> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'etiquette-bench-'))
  try {
    const material = await openMaterial(options, dataDir)
    try {
      say('what this machine does at the least')
      const limits = await measureLimits(dataDir, options.labelers)
      const { measured, mistakes } = await serveAndMeasure(options, { dataDir, material, limits })
      const reference = options.synthetic ? await readReference(options.reference) : undefined
      const rows = judge(toRows(measured, options), { synthetic: options.synthetic, reference })
      console.log(`\n${material.description}, ${options.labelers} labelers, pages of ${options.page}\n`)
      console.log(`${table(rows)}\n`)
      for (const mistake of mistakes) console.error(`WRONG: ${mistake}`)
      const { labelers, page, synthetic } = options
      const machine = { cores: availableParallelism(), node: process.version, platform: process.platform }
      await writeFile(
        options.json,
        `${JSON.stringify({ of: material.description, items: measured.items, labelers, page, synthetic, machine, rows, mistakes }, undefined, 2)}\n`,
      )
      console.log(`Written to ${options.json}`)
      return mistakes.length === 0
    } finally {
      await material.close()
    }
  } finally {
    await removeData(dataDir)
  }
}
