import { readdir } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { mintToken, openIssuer } from '../../../../local/platform/issuer.ts'
import { runScript, withTemporaryFolder } from './service-process.ts'

test.each([[['ana', 'Boss']], [['-x', 'Admin']], [[]]])('token %j: usage and exit status 2', async (args) => {
  await withTemporaryFolder(async (folder) => {
    const { code, stdout, stderr } = await runScript('local/token.ts', args, { DATA_DIR: folder })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Usage: npm run --silent token -- <user> <role>…')
    expect(await readdir(folder)).toEqual([])
  })
})

test('mintToken makes the key where there is none, and signs with it ever after', async () => {
  await withTemporaryFolder(async (folder) => {
    const tokens = await Promise.all(
      ['ana', 'ben'].map((user) => mintToken(folder, user, ['Labeling.Labeler'])),
    )
    const [jwk] = (await openIssuer(folder)).jwks.keys
    for (const token of tokens) {
      expect(decodeProtectedHeader(token).kid).toBe(jwk?.kid)
      const { payload } = await jwtVerify(token, await importJWK({ ...jwk }))
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(12 * 3600)
    }
  })
})
