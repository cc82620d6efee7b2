import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@jest/globals'

const guard = pathToFileURL(resolve('local/host/guard-process.ts')).href

/** Runs code in a process that is guarded, and returns its exit code and what it printed. */
const run = (code: string) =>
  new Promise<{ readonly exit: number | null; readonly output: string }>((done) => {
    const script = `import { guardProcess } from ${JSON.stringify(guard)}
      guardProcess((level, category, message) => console.log(level + ' ' + category + ': ' + message))
      ${code}
      setTimeout(() => console.log('goes on'), 50)`
    const child = execFile(process.execPath, ['--input-type=module', '--eval', script], (_, stdout) =>
      done({ exit: child.exitCode, output: stdout }),
    )
  })

test.each([
  ['a promise that is rejected', `Promise.reject(new Error('lost'))`],
  ['one that is rejected later', `setTimeout(() => Promise.reject(new Error('lost')), 5)`],
  ['one that is rejected with no error', `Promise.reject('lost')`],
])('%s without a handler is logged, and the process goes on', async (_, code) => {
  expect(await run(code)).toEqual({
    exit: 0,
    output: 'error Process: Background work failed without a handler: lost\ngoes on\n',
  })
})

test.each([
  ['an exception in a timer', `setTimeout(() => { throw new Error('broken') }, 5)`],
  [
    'an event handler that throws',
    `process.nextTick(() => new EventTarget.constructor('throw new Error("broken")')())`,
  ],
])('%s ends the process with a message', async (_, code) => {
  expect(await run(code)).toEqual({
    exit: 1,
    output: 'critical Process: The process ends after an unexpected error: broken\n',
  })
})
