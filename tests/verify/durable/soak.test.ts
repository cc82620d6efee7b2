import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'

const repository = resolve(__dirname, '../../..')
/** `npm run verify -- durable` has five of them. */
const minutes = process.env['DURABLE_SOAK_MINUTES'] ?? '5'

test('the soak finds nothing wrong on the extension', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['lab/soak/main.ts', '--minutes', minutes], {
    cwd: repository,
    env: { ...process.env, DURABLE: 'extension' },
    maxBuffer: 2 ** 26,
  })
  // Its exit status says that nothing is wrong; this is in its log.
  console.log(stdout)
  expect(stdout).toContain('bringing it to rest')
})
