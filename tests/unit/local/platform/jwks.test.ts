import { expect, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openIssuer } from '../../../../local/platform/issuer.ts'
import { jwksUrlOf } from '../../../../local/platform/jwks.ts'

test('the URL holds the public half of the key only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
  const response = await fetch(jwksUrlOf(await openIssuer(folder)))
  const { keys } = (await response.json()) as { keys: object[] }
  expect(keys.map((key) => Object.keys(key).toSorted())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']])
  await rm(folder, { recursive: true })
})
