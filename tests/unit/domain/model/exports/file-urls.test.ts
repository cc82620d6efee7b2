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
})
