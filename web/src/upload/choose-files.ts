/** A file that a person has dropped or picked. */
export interface LocalFile {
  /** The path below the folder that was dropped, with `/` between its parts. */
  readonly name: string
  readonly file: File
}

export type LeftOutReason = 'NoImage' | 'Empty' | 'TooLarge' | 'BadName' | 'Repeated'

export interface Choice {
  readonly chosen: readonly LocalFile[]
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>
}

/** The extensions of images that become items. */
const extensions: ReadonlySet<string> = new Set(
  'jpg jpeg jpe jfif png gif webp bmp tif tiff avif heic heif jxl jp2 dcm dicom'.split(' '),
)
/** Bytes of one request to the storage. */
const maxBytes = 5000 * 2 ** 20
const maxNameLength = 1024

/** Whether a path has the name of an image. */
export const isImage = (name: string): boolean => {
  const last = name.slice(name.lastIndexOf('/') + 1)
  const dot = last.lastIndexOf('.')
  // A dot at the start is a hidden file, such as those that macOS leaves beside each other one.
  return !last.startsWith('.') && dot > 0 && extensions.has(last.slice(dot + 1).toLowerCase())
}

const isAddressable = (name: string): boolean =>
  name.length < maxNameLength &&
  !/[\\\p{Cc}]/u.test(name) &&
  name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

const reasonAgainst = ({ name, file }: LocalFile, seen: ReadonlySet<string>): LeftOutReason | undefined => {
  if (!isImage(name)) return 'NoImage'
  if (file.size === 0) return 'Empty'
  if (file.size > maxBytes) return 'TooLarge'
  if (!isAddressable(name)) return 'BadName'
  return seen.has(name) ? 'Repeated' : undefined
}

/** Chooses the images; counts what is left out, by reason. */
export const chooseFiles = (files: readonly LocalFile[]): Choice => {
  const seen = new Set<string>()
  const chosen: LocalFile[] = []
  const leftOut: Partial<Record<LeftOutReason, number>> = {}
  for (const one of files) {
    const reason = reasonAgainst(one, seen)
    if (reason === undefined) {
      seen.add(one.name)
      chosen.push(one)
    } else leftOut[reason] = (leftOut[reason] ?? 0) + 1
  }
  return { chosen, leftOut }
}
