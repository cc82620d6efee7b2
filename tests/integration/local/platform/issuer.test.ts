import { expect, test } from '@jest/globals'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { mintToken, openIssuer } from '../../../../local/platform/issuer.ts'
import { withTemporaryFolder } from './service-process.ts'

test('mintToken makes the key where there is none, and signs with the same one later', async () => {
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
