import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientKind, Places } from './clients.ts'
import { laterCode } from './later-release.ts'
import { programFolder } from './pins.ts'
import { runLogged } from './run-logged.ts'
import { judgeSteps, type Judgement } from './steps.ts'
import type { World } from './world.ts'

/**
 * Generates a client into a fresh folder, compiles it, and does the job with its program: with the service, and with a later release of it.
 * @throws Error if a command fails
 */
export const tryClient = async (
  kind: ClientKind,
  places: Omit<Places, 'folder'>,
  world: World,
  root: string,
): Promise<Judgement> => {
  const folder = join(root, kind.name)
  const log = `${folder}.log`
  await rm(folder, { recursive: true, force: true })
  await rm(log, { force: true })
  await cp(join(programFolder, kind.name), folder, { recursive: true })
  const own = { ...places, folder }
  for (const command of kind.commands(own)) await runLogged({ ...command, folder }, log)
  const fixed = {
    TOKEN: await world.tokenOf(kind.name),
    CONTAINER_URL: world.containerUrl,
    PYTHONIOENCODING: 'utf-8',
    JAVA_TOOL_OPTIONS: '-Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8',
  }
  const run = async (api: string, name: string, missingCode: string): Promise<Judgement> => {
    const env = { ...fixed, API: api, NAME: name }
    const output = await runLogged({ ...kind.job(own), folder, env }, log)
    return judgeSteps(output, { images: world.images, missingCode })
  }
  const now = await run(world.api, kind.name, 'ItemNotFound')
  if (now.problem !== undefined) return now
  const later = await run(world.laterApi, `${kind.name}-later`, laterCode)
  const problem = later.problem === undefined ? {} : { problem: `with a later release: ${later.problem}` }
  return { steps: now.steps + later.steps, ...problem }
}
