export interface Image {
  readonly path: string
  readonly read: () => Promise<Buffer>
}

export interface Images {
  readonly description: string
  readonly images: readonly Image[]
  readonly classes: readonly string[]
}

/** The truth is the folder that an image lies in. */
export const classOfPath = (path: string): string => path.split('/').at(-2) ?? ''

export const classesOf = (images: readonly Image[]): readonly string[] =>
  [...new Set(images.map(({ path }) => classOfPath(path)))].toSorted()
