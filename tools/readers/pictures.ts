/** What a project says about a picture. Without an answer the label is rejected, so the picture is left without one. */
type Fate = 'labeled' | 'approved' | 'unlabeled' | 'skipped' | 'removed' | 'skip accepted'

type Content =
  | { readonly kind: 'Image'; readonly format: ImageFormat; readonly orientation: number }
  | { readonly kind: 'NotAnImage' | 'Truncated' | 'Empty' | 'Oversized' }

const imageFormats = ['PNG', 'JPEG', 'CMYK', 'WEBP', 'GIF', 'BMP', 'TIFF'] as const
type ImageFormat = (typeof imageFormats)[number]

export interface Picture {
  /** The name of the blob in the folder of the datastore. */
  readonly path: string
  readonly content: Content
  /** As displayed, in pixels. */
  readonly width: number
  readonly height: number
  /** The number of the class that the picture shows. */
  readonly look: number
  readonly fate: Fate
  /** The only project that has it. */
  readonly project?: string
}

const extensions: Readonly<Record<ImageFormat, string>> = {
  PNG: 'png',
  JPEG: 'jpg',
  CMYK: 'jpg',
  WEBP: 'webp',
  GIF: 'gif',
  BMP: 'bmp',
  TIFF: 'tif',
}

/** Names that some tool has read as a URL, a pattern, a formula, an option, another name, or none at all. */
const oddNames: readonly string[] = [
  'two words.png',
  'hash#mark.png',
  'percent%41letter.png',
  '100%.png',
  'plus+sign.png',
  'and&equals=x.png',
  'why?.png',
  'time 12:30.png',
  'a:drive.png',
  'semi;colon.png',
  'semi;=1+1.png',
  'comma,comma.png',
  'it\'s "quoted".png',
  'star*.png',
  '[brackets] {braces}.png',
  '<less>|pipe.png',
  '$dollar !bang.png',
  'cat 🐈.png',
  'caf\u00e9.png',
  'cafe\u0301 decomposed.png',
  '漢字.png',
  '.leading dot.png',
  '-leading dash.png',
  '=leading formula.png',
  '@leading at.png',
  '~leading tilde.png',
  '007.png',
  'NA.png',
  'UPPER.PNG',
  'content is jpeg.png',
  'two.dots.png',
  `${'long'.repeat(45)}.png`,
  'folder #1/why?/deep.png',
  'images/images/inner.png',
  'manifest.json/odd folder.png',
  'same/one.png',
  'other/one.png',
  'twin.png',
]

const sizes = [
  [24, 24],
  [32, 20],
  [20, 36],
  [40, 28],
] as const

const fates: Readonly<Record<number, Fate>> = {
  3: 'approved',
  8: 'skipped',
  14: 'unlabeled',
  21: 'removed',
  27: 'skip accepted',
}

const sizeOf = (index: number): { readonly width: number; readonly height: number } => {
  const [width, height] = sizes[index % sizes.length] ?? sizes[0]
  return { width, height }
}

const image = (path: string, index: number, format: ImageFormat, orientation = 1): Picture => ({
  path,
  content: { kind: 'Image', format, orientation },
  ...sizeOf(index),
  look: index,
  fate: fates[index % 30] ?? 'labeled',
})

const formatOf = (name: string): ImageFormat =>
  name.endsWith('.jpg') || name.startsWith('content is jpeg') ? 'JPEG' : 'PNG'

const odd = oddNames.map((name, index) => image(name, index, formatOf(name)))

const ofFormats = imageFormats.flatMap((format, index) =>
  [0, 1].map((copy) =>
    image(`formats/${format.toLowerCase()}-${copy}.${extensions[format]}`, 2 * index + copy, format),
  ),
)

const turned = Array.from({ length: 48 }, (_, index) => ({
  ...image(`turned/${String(index).padStart(2, '0')}.jpg`, index, 'JPEG', 1 + (index % 8)),
  // Each class in each orientation.
  look: index + Math.floor(index / 8),
}))

const unusable = (['NotAnImage', 'Truncated', 'Empty', 'Oversized'] as const).map((kind, index): Picture => ({
  path: `unusable/${kind.toLowerCase()}.png`,
  content: { kind },
  ...sizeOf(index),
  look: index,
  fate: 'labeled',
}))

/** Datumaro, which knows a picture by its name without the extension, refuses a file with both. */
const twin: Picture = { ...image('twin.jpg', 1, 'JPEG'), project: 'class-tree' }

/** All pictures, a file each. */
export const pictures: readonly Picture[] = [...odd, twin, ...ofFormats, ...turned, ...unusable]

/** The picture whose file is deleted after the import, and the one whose file is replaced after its label. */
export const deletedPath = 'turned/46.jpg'
export const replacedPath = 'turned/45.jpg'
