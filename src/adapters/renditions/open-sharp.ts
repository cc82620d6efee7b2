/** The decoders for files of strangers. All others of the library stay off: SVG and PDF, for instance, can name other files. */
const decoders = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif']

const load = async () => {
  const { default: sharp } = await import('sharp')
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: decoders.map((name) => `VipsForeignLoad${name}`) })
  // No picture is made twice, and two at once take the two processors.
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

let loading: ReturnType<typeof load> | undefined

/** Loads the library at its first use: most processes make no rendition, and it takes a moment at the start. */
export const openSharp = (): ReturnType<typeof load> => {
  loading ??= load()
  return loading
}
