/** What the documentation shows of an operation: JSON that its schemas accept. */
export interface Example {
  readonly body?: unknown
  /** Of every success with a JSON body. */
  readonly response?: unknown
}

export const none: Example = {}

/** Texts that several examples have in common: they tell one story. */
export const names = {
  admin: '7f3b2c1a-0d4e-4b8e-9d55-2f1f6c0f8a11',
  labeler: 'c2a4e6f8-1b3d-4c5e-8f7a-9b8c7d6e5f40',
  reviewer: '3d9e1f52-6a7b-4c8d-9e0f-1a2b3c4d5e6f',
  cat: '2a14d1d32b222fa2b5d2e9c2241f5e1f',
  dog: '46adf6f36b982fa0036f16c68915f7a5',
  page: '0-5f1c8e2b',
  etag: '"8f0c2d1e5a7b"',
  created: '2026-10-01T08:30:00.000Z',
  later: '2026-10-02T09:00:00.000Z',
} as const

const container = 'https://contoso.blob.core.windows.net/photos'

/** A signed URL of a file, as the storage makes it. */
export const contentUrlOf = (path: string): string => `${container}/${path}?sv=2025-11-05&sr=b&sp=r&sig=0000`

/** The URLs of the renditions of an item, and the end of its URLs. */
export const renditionUrlsOf = (item: string) => {
  const content = `https://labels.example.org/api/projects/cats-and-dogs/items/${item}/content`
  const signed = 'of=6f1c&exp=1791194400000&sig=0000'
  return {
    thumbnailUrl: `${content}?rendition=thumbnail&${signed}`,
    screenUrl: `${content}?rendition=screen&${signed}`,
    urlsExpireAt: '2026-10-02T10:00:00.000Z',
  }
}

export const containerUrl = container
