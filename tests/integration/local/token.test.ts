import { readdir } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { runScript, withTemporaryFolder } from './platform/service-process.ts'

test.each([[['ana', 'Boss']], [['-x', 'Admin']], [[]]])('token %j: usage and exit status 2', async (args) => {
  await withTemporaryFolder(async (folder) => {
    const { code, stdout, stderr } = await runScript('local/token.ts', args, { DATA_DIR: folder })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Usage: npm run --silent token -- <user> <role>…')
    expect(await readdir(folder)).toEqual([])
  })
})
