import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { createGrants } from '../../../../../local/platform/sign-in/grants.ts'
import { checkProperty } from '../../../../support/property.ts'

const grant = {
  person: { id: 'ann', name: 'Ann', role: 'Labeler' },
  signedInAt: 0,
  nonce: undefined,
  redirectUri: 'http://localhost/signed-in',
  challenge: 'c',
} as const
const always = () => true

const world = () => {
  let at = 0
  const grants = createGrants(() => at)
  return { grants, pass: (ms: number) => void (at += ms) }
}

test('a code is good once, and its second use ends what came of it', () => {
  const { grants } = world()
  const code = grants.open(grant)
  const first = grants.redeem('code', code, always)
  expect(first?.grant).toEqual(grant)
  expect(grants.redeem('code', code, always)).toBeUndefined()
  expect(grants.redeem('refresh', first?.refreshToken ?? '', always)).toBeUndefined()
})

test('a code ends after a minute, a refresh token after a day', () => {
  const { grants, pass } = world()
  const late = grants.open(grant)
  pass(60_000)
  expect(grants.redeem('code', late, always)).toBeUndefined()
  const first = grants.redeem('code', grants.open(grant), always)
  pass(24 * 3_600_000 - 1)
  const second = grants.redeem('refresh', first?.refreshToken ?? '', always)
  expect(second).toBeDefined()
  pass(24 * 3_600_000)
  expect(grants.redeem('refresh', second?.refreshToken ?? '', always)).toBeUndefined()
})

test('a code of another request is refused, and used up', () => {
  const { grants } = world()
  const code = grants.open(grant)
  expect(grants.redeem('code', code, () => false)).toBeUndefined()
  expect(grants.redeem('code', code, always)).toBeUndefined()
})

test('a code is no refresh token, and the other way round', () => {
  const { grants } = world()
  expect(grants.redeem('refresh', grants.open(grant), always)).toBeUndefined()
  const first = grants.redeem('code', grants.open(grant), always)
  expect(grants.redeem('code', first?.refreshToken ?? '', always)).toBeUndefined()
})

test('of all tokens of a grant at most the newest is good, and none after an old one was used', async () => {
  await checkProperty(
    'sign-in-grants-rotate',
    fc.property(fc.array(fc.nat(5), { maxLength: 12 }), (choices) => {
      const { grants } = world()
      const tokens = [grants.open(grant)]
      let alive = true
      for (const back of choices) {
        const index = Math.max(0, tokens.length - 1 - back)
        const token = tokens[index] ?? ''
        const redeemed = grants.redeem(index === 0 ? 'code' : 'refresh', token, always)
        alive &&= index === tokens.length - 1
        expect(redeemed !== undefined).toBe(alive)
        if (redeemed) tokens.push(redeemed.refreshToken)
      }
    }),
  )
})

test('what was ended, and what nobody gave, is not good', () => {
  const { grants } = world()
  const first = grants.redeem('code', grants.open(grant), always)
  grants.end(first?.id ?? '')
  for (const token of [first?.refreshToken ?? '', '', '.', 'a.b', 'a'])
    expect(grants.redeem('refresh', token, always)).toBeUndefined()
})
