import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { hostRequests, sendHostRequest } from './host-requests.ts'
import { lacksNeeds } from './run-verifications.ts'
import { removeData, startService } from './service.ts'

// The tutorial and a list of requests through the Functions host that Azure runs, as Core Tools bring it (func).

const repository = resolve(import.meta.dirname, '..')

/** @returns Whether every number came out as expected */
const runTutorial = async (): Promise<boolean> => {
  const out = await mkdtemp(join(tmpdir(), 'etiquette-func-'))
  const child = spawn(process.execPath, ['demo/main.ts', '--out', out], { cwd: repository, stdio: 'inherit' })
  const status = await new Promise<number | null>((done) => {
    child.once('exit', done)
  })
  await rm(out, { recursive: true })
  return status === 0
}

/** @returns How many requests were answered otherwise */
const countDifferent = async (): Promise<number> => {
  const service = await startService()
  let different = 0
  try {
    for (const request of hostRequests) {
      const status = await sendHostRequest(service.url, request)
      if (status === request.status) continue
      different += 1
      console.log(`${request.line}: ${status} instead of ${request.status}`)
    }
  } finally {
    await service.stop()
    await removeData(service.dataDir)
  }
  return different
}

const { error, stdout } = spawnSync('func', ['--version'], { encoding: 'utf8' })
if (error) {
  console.log('Azure Functions Core Tools 4 are missing: the command func is not on the PATH')
  process.exitCode = lacksNeeds
} else {
  console.log(`Core Tools ${stdout.trim()}`)
  process.env['ETIQUETTE_HOST'] = 'func'
  const tutorial = await runTutorial()
  const different = await countDifferent()
  console.log(`${hostRequests.length} requests, ${different} answered otherwise`)
  process.exitCode = tutorial && different === 0 ? 0 : 1
}
