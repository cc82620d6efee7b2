import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const root = join(__dirname, '../..')

/** Tests of no module or folder, each with its subject. */
const elsewhere: Readonly<Record<string, string>> = {
  'tests/unit/dependencies.test.ts': 'package.json',
  'tests/integration/install.test.ts': '.npmrc, package.json and the lock file',
  'tests/unit/mirror.test.ts': 'where tests stand',
  'tests/unit/seams.test.ts': 'the seams of task types and formats, from request to file',
  'tests/unit/docs/paths.test.ts': 'the paths and links of every page',
  'tests/unit/web/i18n/catalogs.test.ts': 'the texts of all features, in both languages',
  'tests/unit/infra/deployment.test.ts': 'azure.yaml and .funcignore',
  'tests/unit/infra/settings.test.ts': 'the app settings, in Azure and on one machine',
}

const testsIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `${folder}/${path}`)

/** `tests/unit/domain/core/ids.hostile.test.ts` tests `domain/core/ids`: a module, or a folder of modules. */
const subjectOf = (test: string): string =>
  test
    .replace(/^tests\/(?:unit|integration)\//, '')
    .replace(/^web\//, 'web/src/')
    .replace(/(?:\.[\w-]+)?\.test\.ts$/, '')

const exists = (subject: string): boolean =>
  ['src', '.', 'tests'].some((base) =>
    ['', '.ts', '.tsx', '.md', '.bicep'].some((extension) =>
      existsSync(join(root, base, `${subject}${extension}`)),
    ),
  )

const tests = [...testsIn('tests/unit'), ...testsIn('tests/integration')]

const isMirror = (test: string): boolean => exists(subjectOf(test))
const listed = Object.keys(elsewhere)

describe('a test stands where its subject stands', () => {
  it('under the name of a module or folder, with an aspect of it if there are several tests', () => {
    expect(tests.filter((test) => !isMirror(test) && !listed.includes(test))).toEqual([])
  })

  it('or is listed, and no longer than it has to be', () => {
    expect(listed.filter((test) => !tests.includes(test) || isMirror(test))).toEqual([])
  })
})
