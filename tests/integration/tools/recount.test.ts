import { readdir } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { runScript, withTemporaryFolder } from '../local/platform/service-process.ts'

test.each([
  [[], 'Give the name of one project.'],
  [['cats', 'dogs'], 'Give the name of one project.'],
  [['cats', '--repair'], "Unknown option '--repair'"],
  [['cats', '--url', 'here', '--token', 'x'], "'here' is not an http or https URL."],
  [['cats', '--url', 'ftp://here', '--token', 'x'], "'ftp://here' is not an http or https URL."],
  [['cats', '--url', 'http://here', '--token', 'a\nb'], 'The token has characters that no token has'],
  [[''], 'Give the name of one project.'],
  [['cats', '--url', 'https://example.org'], '--url needs a --token'],
])('recount %j: usage and exit status 2', async (args, message) => {
  const { code, stdout, stderr } = await runScript('tools/recount.ts', args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr).toContain('npm run --silent recount -- PROJECT')
})

test('recount says what to do when no service runs, and leaves no trace', async () => {
  await withTemporaryFolder(async (folder) => {
    const found = await runScript('tools/recount.ts', ['cats'], { DATA_DIR: folder })
    expect(found).toMatchObject({ code: 2, stderr: expect.stringContaining('start it with npm start') })
    const gone = await runScript('tools/recount.ts', ['cats', '--url', 'http://127.0.0.1:9', '--token', 'x'])
    expect(gone).toMatchObject({ code: 2, stderr: expect.stringContaining('does not answer at') })
    expect(await readdir(folder)).toEqual([])
  })
})
