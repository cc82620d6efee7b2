import { expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { until } from '../../support/until.ts'

const script = `
import { startAzurite } from './tools/azurite.ts'
const { accountUrl } = await startAzurite()
console.log(accountUrl)
`

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

test('ends with the process that started it, however that ends', async () => {
  const starter = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    cwd: resolve(__dirname, '../../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let url = ''
  for await (const line of createInterface({ input: starter.stdout })) {
    url = line
    break
  }
  expect(await answers(url)).toBe(true)
  const ended = once(starter, 'exit')
  starter.kill('SIGKILL')
  await ended
  await until(
    () => answers(url),
    (still) => !still,
  )
})
