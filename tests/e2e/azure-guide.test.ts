import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { blocksOf } from '../../tools/image-blocks.ts'
import { emptyWorld, namesOf, readWorld, writeWorld, type World } from '../fixtures/azure-tools/world.ts'
import { sharedServiceFolder } from '../setup/shared-service.ts'
import { joinService } from '../support/shared-service.ts'

// A reader's way through docs/azure.md: every block, in one shell, in the order of the page. The service is the real one on this
// machine; az and azd are stand-ins that know the commands of the guide and refuse all others; curl is curl, and finds the service
// and the storage of this machine under their names in Azure.

const repository = resolve(__dirname, '../..')
const tools = join(repository, 'tests/fixtures/azure-tools/main.ts')
const images = 'imagesofada'

/** What a reader puts in place of `<…>`. */
const filledIn: Readonly<Record<string, string>> = {
  '<your region>': 'westeurope',
  '<your storage account>': images,
}

let folder: string
let output = ''
let world: World
let functions: string

const runCurl = (curl: string, service: string, storage: string): string => `#!/bin/bash
for arg; do
  case $arg in https://login.microsoftonline.com/*) exec '${process.execPath}' '${tools}' token "$@" ;; esac
  arg=\${arg//https:\\/\\/${new URL(namesOf('labels').uri).host}/${service}}
  arg=\${arg//https:\\/\\/${new URL(namesOf('private').uri).host}/${service}}
  arg=\${arg//https:\\/\\/${images}.blob.core.windows.net/${storage}}
  case $arg in https://*) [ "$last" = -H ] || { echo "No stand-in for $arg" >&2; exit 6; } ;; esac
  last=$arg
  args+=("$arg")
done
exec '${curl}' "\${args[@]}"
`

const place = (name: string, script: string) => writeFile(join(folder, name), script, { mode: 0o755 })

beforeAll(async () => {
  const { service } = await joinService()
  folder = await mkdtemp(join(tmpdir(), 'etiquette-guide-'))
  const guide = await readFile(join(repository, 'docs/azure.md'), 'utf8')
  ;[, functions = ''] = /^2\. `(\d+)`: all functions/m.exec(guide) ?? []
  const curl = execFileSync('sh', ['-c', 'command -v curl'], { encoding: 'utf8' }).trim()
  const through = (tool: string) => `#!/bin/sh\nexec '${process.execPath}' '${tools}' ${tool} "$@"\n`
  await place('az', through('az'))
  await place('azd', through('azd'))
  await place('npm', '#!/bin/sh\n[ "$*" = ci ] || { echo "No stand-in for npm $*" >&2; exit 1; }\n')
  // The page waits as Azure makes people wait.
  await place('sleep', '#!/bin/sh\nexec /bin/sleep 0.1\n')
  const address = ({ endpoints: { blobServiceUrl } }: typeof service) =>
    blobServiceUrl.replaceAll('/', String.raw`\/`)
  await place('curl', runCurl(curl, service.url.replaceAll('/', String.raw`\/`), address(service)))
  const worldFile = join(folder, 'world.json')
  writeWorld(worldFile, emptyWorld)

  const script = blocksOf(guide)
    .map(
      ({ script }, index) =>
        `echo "=== ${index}"\n${script.replaceAll(/<your [^>]+>/g, (one) => filledIn[one] ?? one)}`,
    )
    // Files of the reader's own stay apart from those of other runs.
    .map((block) =>
      block
        .replaceAll('/tmp/', `${folder}/`)
        .replaceAll('local.settings.json', `${folder}/local.settings.json`),
    )
    .join('\n')
  output = await new Promise((done) => {
    execFile(
      'bash',
      ['-euo', 'pipefail', '-c', script],
      {
        cwd: repository,
        maxBuffer: 2 ** 26,
        env: {
          ...process.env,
          PATH: [folder, process.env['PATH']].join(delimiter),
          DATA_DIR: process.env[sharedServiceFolder],
          AZURE_WORLD: worldFile,
          FUNCTIONS: functions,
        },
      },
      (error, stdout, stderr) => done(`${stdout}\n${stderr}\nended with ${error?.code ?? 0}`),
    )
  })
  world = readWorld(worldFile)
}, 10 * 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the guide to Azure', () => {
  test('is walked to its end, block by block', () => {
    expect(output.slice(-3000)).toMatch(/\nended with 0$/)
    expect(output.match(/^=== \d+$/gm)?.length).toBeGreaterThan(25)
  })

  test('shows a page that can be labeled, and the answers count', () => {
    expect(output).toMatch(/"work":"import","project":"clothes","status":"Succeeded".*"done":300,/)
    expect(output.match(/"status":"Accepted"/g)).toHaveLength(2)
  })

  test('lets a program in: its token has what the registration asks for', () => {
    expect(output).toMatch(
      /\{"ver":"2\.0","aud":"[^"]+","azp":"[^"]+","roles":\["Labeling\.Admin"\],"idtyp":"app"\}\n200\n/,
    )
  })

  test('shows files of odd names by their signed URLs', () => {
    expect(output.match(/^200(?: |$)/gm)?.length).toBeGreaterThanOrEqual(5)
  })

  test('survives a deployment with an import in flight, as far as stand-ins show it', () => {
    expect(output).toMatch(/"work":"import","project":"during-deployment","status":"Succeeded"/)
  })

  test('leaves nothing behind: no role on the images, no application, no deployment, no workspace with logs', () => {
    expect(world.roles).toEqual([])
    expect(world.applications).toEqual([])
    expect(Object.values(world.environments).map(({ deployed }) => deployed)).toEqual([false, false])
    expect(world.deletedWorkspaces).toEqual([namesOf('labels').workspace])
    expect(world.settings).toEqual({})
  })
})
