import { expect, test } from '@jest/globals'
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
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

test('a token may be good already for services whose clocks are behind', async () => {
  await withTemporaryFolder(async (folder) => {
    const { nbf = 0, exp = 0 } = decodeJwt(
      await mintToken(folder, 'ana', ['Labeling.Labeler'], { hoursBefore: 3 }),
    )
    expect(exp - nbf).toBe(15 * 3600)
    expect(Math.abs(Date.now() / 1000 - nbf - 3 * 3600)).toBeLessThan(60)
  })
})
