import { mostBytes } from './picture-url.ts'

interface Held {
  readonly image: HTMLImageElement
  bytes: number
}

const held = new Map<string, Held>()

const forget = (): void => {
  let total = [...held.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  // The oldest first: a map has its entries in the order in which they were put in.
  for (const [url, { bytes }] of held) {
    if (total <= mostBytes) return
    held.delete(url)
    total -= bytes
  }
}

/** Loads and decodes a picture before it is shown. A failure is for the tile to show. */
export const loadAhead = async (url: string): Promise<void> => {
  const known = held.get(url)
  if (known) {
    held.delete(url)
    held.set(url, known)
    return
  }
  const image = new Image()
  const entry: Held = { image, bytes: 0 }
  held.set(url, entry)
  image.src = url
  try {
    await image.decode()
    entry.bytes = image.naturalWidth * image.naturalHeight * 4
    forget()
  } catch {
    held.delete(url)
  }
}
