import { secondsSince } from '../timings.ts'

const seconds = 1

/** An item as the store keeps it, more or less. */
const item = {
  id: '0123456789abcdef0123456789abcdef',
  kind: 'item',
  path: 'fashion/Ankle boot/t10k-00000.png',
  file: { etag: '"0x8DD0123456789AB"', size: 412, lastModified: 1_790_000_000_000, contentType: 'image/png' },
  state: 'labeled',
  rank: 140_737_488_355_328,
  answers: [
    {
      type: 'Label',
      label: { kind: 'Classes', classes: ['c9'] },
      by: 'labeler-17',
      at: 1_790_000_000_000,
    },
  ],
  decision: { source: 'Labeler' },
  labeledBy: 'labeler-17',
  classes: ['c9'],
  width: 28,
  height: 28,
  history: [],
}

/** Bytes a second that are read from JSON and written as JSON again, document by document. */
export const measureJson = (): number => {
  const text = JSON.stringify(item)
  const began = performance.now()
  let bytes = 0
  while (secondsSince(began) < seconds) {
    for (let index = 0; index < 1000; index += 1) {
      const document: unknown = JSON.parse(text)
      bytes += JSON.stringify(document).length
    }
  }
  return bytes / secondsSince(began)
}
