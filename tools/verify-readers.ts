import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPython, openEnvironment, type Python } from './readers/python-environment.ts'
import { exportProjects, tryAll } from './readers/try-all.ts'
import { createReaderWorld } from './readers/world.ts'
import { lacksNeeds } from './run-verifications.ts'
import { removeData, startService } from './service.ts'

// Opens exports by the Python packages that people train with, and compares what each finds with the API.

const execute = promisify(execFile)
const tools = join(import.meta.dirname, 'readers')

const verify = async (python: Python): Promise<boolean> => {
  const open = (name: string) => openEnvironment(python, join(tools, `${name}.txt`))
  const [annotations, tables] = await Promise.all([open('annotations'), open('tables')])
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-readers-'))
  const counts = { passed: 0, failed: 0 }
  const service = await startService({ dataDir: join(folder, 'service') })
  try {
    const world = await createReaderWorld(service, join(folder, 'made'), async (list, out) => {
      await execute(tables, [join(tools, 'python', 'make_pictures.py'), list, out])
    })
    const exported = await exportProjects(world, folder)
    await tryAll(exported, { annotations, tables }, folder, ({ passed, lines }) => {
      counts[passed ? 'passed' : 'failed'] += 1
      console.log(lines.join('\n'))
    })
  } finally {
    await service.stop()
    // READERS_KEEP=true leaves the exports there, to look at what a reader did not understand.
    if (process.env['READERS_KEEP'] === 'true') console.log(`The exports are in ${folder}`)
    else await removeData(folder)
  }
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`)
  return counts.failed === 0
}

const python = findPython()
if (typeof python === 'string') {
  console.log(python)
  process.exitCode = lacksNeeds
} else process.exitCode = (await verify(python)) ? 0 : 1
