import type {
  Drawing,
  PictureFile,
  RenditionFiles,
  RenditionKind,
} from '../../src/domain/ports/renditions.ts'

export interface FakeRenditionFiles extends RenditionFiles {
  readonly kept: Map<string, Uint8Array>
  /** Called before each call; may throw. */
  before: (call: keyof RenditionFiles, path: string) => void
}

/** The container of renditions in memory. */
export const createFakeRenditionFiles = (): FakeRenditionFiles => {
  const kept = new Map<string, Uint8Array>()
  const files: FakeRenditionFiles = {
    kept,
    before: () => undefined,
    putNew: async (path, content) => {
      files.before('putNew', path)
      if (!kept.has(path)) kept.set(path, content)
    },
    open: async (path) => {
      files.before('open', path)
      const content = kept.get(path)
      return (
        content && {
          stream: new Blob([Uint8Array.from(content)]).stream(),
          etag: `"${path}"`,
          length: content.byteLength,
          size: content.byteLength,
          contentType: 'image/webp',
          lastModified: 0,
        }
      )
    },
    deleteUnder: async (prefix) => {
      files.before('deleteUnder', prefix)
      for (const path of kept.keys()) if (path.startsWith(prefix)) kept.delete(path)
      return true
    },
  }
  return files
}

/** Draws what it is told, or the kind and the bytes of the file as text. */
export const createFakeRenditions = (
  draw?: (file: PictureFile, kind: RenditionKind) => Drawing | Promise<Drawing>,
) => {
  const drawn: string[] = []
  return {
    drawn,
    renditions: {
      draw: async (file: PictureFile, kind: RenditionKind): Promise<Drawing> => {
        const text = `${kind} of ${Buffer.from(file.bytes).toString()}`
        drawn.push(text)
        return draw ? draw(file, kind) : { bytes: Buffer.from(text) }
      },
    },
  }
}
