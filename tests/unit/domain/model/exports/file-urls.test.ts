import { describe, expect, it } from '@jest/globals'
import { absoluteUrlOf, datastoreUrlOf } from '../../../../../src/domain/model/exports/file-urls.ts'

const containerUrl = 'https://contoso.blob.core.windows.net/photos'

describe('the URLs of a file in an export', () => {
  it('are of the container, as they are in a plan without a folder', () => {
    expect(absoluteUrlOf({ containerUrl }, 'cats/a b.png')).toBe(`${containerUrl}/cats/a%20b.png`)
  })

  it('have the folder of the datastore, which its name stands for', () => {
    const plan = { containerUrl, prefix: '2026/my raw/100%/', datastore: 'photos' }
    expect(absoluteUrlOf(plan, 'cats/1.png')).toBe(`${containerUrl}/2026/my%20raw/100%25/cats/1.png`)
    expect(datastoreUrlOf(plan, 'cats/1.png')).toBe('AmlDatastore://photos/cats/1.png')
  })

  it.each([
    ['cats/a b, ü😀.png', 'cats/a b, ü😀.png'],
    ['cats/100%.png', 'cats/100%.png'],
    ['cats/../a b.png', 'cats/%2E%2E/a%20b.png'],
    ['ca:ts/a b?.png', 'ca:ts/a b?.png'],
    ['~cats/a b.png', '~cats/a b.png'],
    ['cats/a;=1 b.png', 'cats/a;=1 b.png'],
  ])('%j is encoded in a datastore URL only where that is needed, and always in another', (path, shown) => {
    const plan = { containerUrl, prefix: 'raw/', datastore: 'photos' }
    expect(datastoreUrlOf(plan, path)).toBe(`AmlDatastore://photos/${shown}`)
    const absolute = absoluteUrlOf(plan, path)
    expect(absolute).toMatch(/^https:\/\/[\w\-./~%!*'()]+$/)
    expect(decodeURIComponent(absolute)).toBe(`${containerUrl}/raw/${path}`)
  })
})
