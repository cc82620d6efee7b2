import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { createUrlSigner } from '../../../../src/adapters/secrets/create-url-signer.ts'
import { anyText } from '../../../../tools/any-text.ts'
import { checkProperty } from '../../../support/property.ts'

const key = Buffer.alloc(32, 7)
const signer = createUrlSigner(async () => key)
const parts = fc.array(fc.oneof(anyText({ maxLength: 6 }), fc.constantFrom('', '\0', '\ud800', '\udfff')), {
  maxLength: 5,
})

test('only the same parts have the same signature', async () => {
  await checkProperty(
    'url-signature-parts',
    fc.asyncProperty(parts, parts, async (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other)
      expect(await signer.verify(other, await signer.sign(one))).toBe(same)
      expect(await signer.verify(one, await signer.sign(one))).toBe(true)
    }),
  )
})

test('moving a boundary between parts changes the signature', async () => {
  await checkProperty(
    'url-signature-boundaries',
    fc.asyncProperty(parts, fc.string({ minLength: 1 }), fc.nat(), async (before, text, at) => {
      const cut = at % (text.length + 1)
      const divided = [...before, text.slice(0, cut), text.slice(cut)]
      expect(await signer.verify(divided, await signer.sign([...before, text]))).toBe(false)
      expect(await signer.verify([...before, text], await signer.sign(divided))).toBe(false)
    }),
  )
})

test('another key, and a signature that is changed, cut or not one, do not verify', async () => {
  const signature = await signer.sign(['item', '1'])
  expect(signature).toMatch(/^[\w-]{43}$/)
  const other = createUrlSigner(async () => Buffer.alloc(32, 8))
  expect(await other.verify(['item', '1'], signature)).toBe(false)
  const wrong = [
    `${signature}=`,
    `${signature} `,
    signature.slice(1),
    '',
    'é'.repeat(43),
    signature.toLowerCase(),
  ]
  for (const text of wrong) expect(await signer.verify(['item', '1'], text)).toBe(false)
  await expect(createUrlSigner(async () => Buffer.alloc(16)).sign([])).rejects.toThrow('32 bytes')
})

test('the key is loaded once, at first use; after a failure it is tried again', async () => {
  let loads = 0
  const lazy = createUrlSigner(async () => {
    loads += 1
    if (loads === 1) throw new Error('not now')
    return key
  })
  expect(loads).toBe(0)
  await expect(Promise.all([lazy.sign(['a']), lazy.sign(['b'])])).rejects.toThrow('not now')
  const signatures = await Promise.all([lazy.sign(['a']), lazy.sign(['a'])])
  expect(new Set(signatures).size).toBe(1)
  expect(await lazy.verify(['a'], await signer.sign(['a']))).toBe(true)
  expect(loads).toBe(2)
})
