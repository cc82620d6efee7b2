import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { createUrlSigner } from '../../../src/adapters/secrets/create-url-signer.ts'

const key = Buffer.alloc(32, 7)
const signer = createUrlSigner(key)
const parts = fc.array(
  fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('', '\0', '\ud800', '\udfff')),
  {
    maxLength: 5,
  },
)

test('only the same parts have the same signature', () => {
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other)
      expect(signer.verify(other, signer.sign(one))).toBe(same)
      expect(signer.verify(one, signer.sign(one))).toBe(true)
    }),
  )
})

test('moving a boundary between parts changes the signature', () => {
  fc.assert(
    fc.property(parts, fc.string({ minLength: 1 }), fc.nat(), (before, text, at) => {
      const cut = at % (text.length + 1)
      const divided = [...before, text.slice(0, cut), text.slice(cut)]
      expect(signer.verify(divided, signer.sign([...before, text]))).toBe(false)
      expect(signer.verify([...before, text], signer.sign(divided))).toBe(false)
    }),
  )
})

test('another key, and a signature that is changed, cut or not one, do not verify', () => {
  const signature = signer.sign(['item', '1'])
  expect(signature).toMatch(/^[\w-]{43}$/)
  expect(createUrlSigner(Buffer.alloc(32, 8)).verify(['item', '1'], signature)).toBe(false)
  const wrong = [
    `${signature}=`,
    `${signature} `,
    signature.slice(1),
    '',
    'é'.repeat(43),
    signature.toLowerCase(),
  ]
  for (const text of wrong) expect(signer.verify(['item', '1'], text)).toBe(false)
  expect(() => createUrlSigner(Buffer.alloc(16))).toThrow('32 bytes')
})
