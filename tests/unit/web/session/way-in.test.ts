import { expect, test } from '@jest/globals'
import { wayIn } from '../../../../web/src/session/way-in.ts'

const at = (address: string, hasRefreshToken = false) =>
  wayIn(new URL(address, 'https://labels.example.com'), hasRefreshToken)

test('a page without a token leaves for the issuer, and comes back to the whole address', () => {
  expect(at('/p/dogs/label?layout=9#top')).toEqual({
    kind: 'Leave',
    to: '/p/dogs/label?layout=9#top',
    hint: undefined,
  })
})

test('a tab that has a refresh token stays', () => {
  expect(at('/p/dogs', true)).toEqual({ kind: 'Renew', to: '/p/dogs', hint: undefined })
})

test('a person whom the address names signs in, also where another one has a token', () => {
  expect(at('/p/dogs?person=lead&layout=9', true)).toEqual({
    kind: 'Leave',
    to: '/p/dogs?layout=9',
    hint: 'lead',
  })
  expect(at('/?person=lead').to).toBe('/')
})

test('the ends of a sign-in and a sign-out are known by their address', () => {
  expect(at('/signed-in?code=1&state=2', true)).toEqual({ kind: 'Back', to: '/', hint: undefined })
  expect(at('/signed-out', true).kind).toBe('SignedOut')
})
