import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const root = join(__dirname, '../..')

/** Tests of no module or folder, each with its subject. */
const elsewhere: Readonly<Record<string, string>> = {
  'tests/unit/dependencies.test.ts': 'package.json',
  'tests/unit/mirror.test.ts': 'where tests stand',
  'tests/unit/seams.test.ts': 'the seams of task types and formats, from request to file',
  'tests/unit/regular-expressions.test.ts': 'every regular expression of the source',
  'tests/unit/infra/deployment.test.ts': 'azure.yaml and .funcignore',
  'tests/unit/infra/settings.test.ts': 'the app settings, in Azure and on one machine',
  'tests/unit/infra/templates.test.ts': 'what holds for several templates',
}

/** Tests whose name or folder is not yet that of their subject. Rename them; add none. */
const misplaced: readonly string[] = [
  'tests/integration/adapters/blob/address-at-connect.test.ts',
  'tests/integration/adapters/blob/export-files.test.ts',
  'tests/integration/adapters/blob/failures.test.ts',
  'tests/integration/adapters/blob/identity.test.ts',
  'tests/integration/adapters/blob/read.test.ts',
  'tests/integration/adapters/blob/upstream-body.test.ts',
  'tests/integration/adapters/cosmos/account.test.ts',
  'tests/integration/adapters/cosmos/contract.test.ts',
  'tests/integration/adapters/cosmos/faults.test.ts',
  'tests/integration/adapters/cosmos/gateway.test.ts',
  'tests/integration/adapters/cosmos/identity.test.ts',
  'tests/integration/adapters/cosmos/labeling-faults.test.ts',
  'tests/integration/adapters/cosmos/lost-answers.test.ts',
  'tests/integration/adapters/cosmos/ru-ledger.test.ts',
  'tests/integration/adapters/cosmos/sockets.test.ts',
  'tests/integration/adapters/cosmos/traps.test.ts',
  'tests/integration/adapters/secrets/encrypted-secrets.test.ts',
  'tests/integration/adapters/secrets/key-file.test.ts',
  'tests/integration/adapters/secrets/key-vault.test.ts',
  'tests/integration/adapters/sqlite/contract.test.ts',
  'tests/integration/adapters/sqlite/full-disk.test.ts',
  'tests/integration/adapters/sqlite/processes.test.ts',
  'tests/integration/adapters/sqlite/query-plan.test.ts',
  'tests/integration/adapters/tokens/signing-keys.test.ts',
  'tests/integration/adapters/tokens/token-verifier.test.ts',
  'tests/unit/adapters/address-rules.test.ts',
  'tests/unit/adapters/blob-url.test.ts',
  'tests/unit/adapters/keep-delegation-key.test.ts',
  'tests/unit/adapters/parse-container-url.test.ts',
  'tests/unit/adapters/service-access.test.ts',
  'tests/unit/adapters/shared-key.test.ts',
  'tests/unit/adapters/url-signer.test.ts',
  'tests/unit/domain/labeling/dispatch.property.test.ts',
  'tests/unit/domain/labeling/hoarding.test.ts',
  'tests/unit/domain/labeling/pages.test.ts',
  'tests/unit/domain/operations/operations.test.ts',
  'tests/unit/domain/review/review.test.ts',
  'tests/unit/infra/data.test.ts',
  'tests/unit/infra/rbac.test.ts',
  'tests/unit/lab/fuzz/arbitrary.test.ts',
  'tests/unit/lab/fuzz/raw.test.ts',
  'tests/unit/lab/soak/send.test.ts',
]

const testsIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `${folder}/${path}`)

/** `tests/unit/domain/core/ids.hostile.test.ts` tests `domain/core/ids`: a module, or a folder of modules. */
const subjectOf = (test: string): string =>
  test.replace(/^tests\/(?:unit|integration)\//, '').replace(/(?:\.[\w-]+)?\.test\.ts$/, '')

const exists = (subject: string): boolean =>
  ['src', '.', 'tests'].some((base) =>
    ['', '.ts', '.md', '.bicep'].some((extension) => existsSync(join(root, base, `${subject}${extension}`))),
  )

const tests = [...testsIn('tests/unit'), ...testsIn('tests/integration')]

const isMirror = (test: string): boolean => exists(subjectOf(test))
const listed = [...Object.keys(elsewhere), ...misplaced]

describe('a test stands where its subject stands', () => {
  it('under the name of a module or folder, with an aspect of it if there are several tests', () => {
    expect(tests.filter((test) => !isMirror(test) && !listed.includes(test))).toEqual([])
  })

  it('or is listed, and no longer than it has to be', () => {
    expect(listed.filter((test) => !tests.includes(test) || isMirror(test))).toEqual([])
  })
})
