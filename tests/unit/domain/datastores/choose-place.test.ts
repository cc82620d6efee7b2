import { expect, test } from '@jest/globals'
import { choosePlace, type PlaceInput } from '../../../../src/domain/datastores/choose-place.ts'

const containerUrl = 'https://contoso.blob.core.windows.net/photos'
const choose = (input: PlaceInput) =>
  choosePlace(input, {
    allowedHosts: { suffixes: ['.blob.core.windows.net'] },
    ownStorage: {
      accountUrl: 'https://workspace.blob.core.windows.net',
      exportContainer: 'exports',
      renditionContainer: 'renditions',
      hostAccounts: [],
    },
  })

test.each([
  [{ containerUrl }, undefined],
  [{ containerUrl, prefix: '' }, undefined],
  [{ containerUrl, prefix: 'a/b' }, 'a/b/'],
  [{ containerUrl: `${containerUrl}/a/b` }, 'a/b/'],
  [{ containerUrl: `${containerUrl}/a/b`, prefix: '/a/b/' }, 'a/b/'],
])('%j is the folder %s', (input, prefix) => {
  expect(choose(input)).toEqual({ containerUrl, prefix, token: undefined })
})

test.each(['a/c', ''])('the URL of a folder and the prefix %j differ', (prefix) => {
  expect(() => choose({ containerUrl: `${containerUrl}/a/b`, prefix })).toThrow('name different folders')
})

test('a container of the service itself is refused, also with a folder', () => {
  const own = 'https://workspace.blob.core.windows.net/exports'
  expect(() => choose({ containerUrl: own, prefix: 'images' })).toThrow(
    expect.objectContaining({ code: 'InvalidRequest' }),
  )
})

test.each(['a?', 'a&', 'a/b%3F', '', 'a%253F'])('a prefix that begins with %j holds no token', (start) => {
  const token = 'sv=2024-11-04&se=2027&sr=c&sp=rl&sig=aBc'
  for (const text of [token, encodeURIComponent(token), token.toUpperCase()]) {
    const check = () => choose({ containerUrl, prefix: start + text })
    expect(check).toThrow(expect.objectContaining({ code: 'InvalidRequest', target: 'prefix' }))
    expect(check).not.toThrow(/aBc|2027/i)
  }
})
