import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientKind, Places } from './clients.ts'
import { programFolder } from './pins.ts'
import { runLogged } from './run-logged.ts'
import { judgeSteps, type Judgement } from './steps.ts'
import type { World } from './world.ts'

/** Generates a client into a fresh folder, compiles it, and does the job with its program. @throws Error if a command fails */
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
  const env = {
    API: world.api,
    TOKEN: await world.tokenOf(kind.name),
    NAME: kind.name,
    CONTAINER_URL: world.containerUrl,
    PYTHONIOENCODING: 'utf-8',
    JAVA_TOOL_OPTIONS: '-Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8',
  }
  return judgeSteps(await runLogged({ ...kind.job(own), folder, env }, log), world.images)
}
