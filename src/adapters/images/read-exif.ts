import { attempt, partOf, type ImageFile } from './image-file.ts'
import { firstDirectoryAt, layoutOf, orientationIn, readDirectory } from './tiff-directory.ts'

/** The orientation of an EXIF block, which is a small TIFF file; 1 if it states none or is not valid. */
export const readExifOrientation = (file: ImageFile, offset: number, size: number): number => {
  if (size < 8) return 1
  const block = partOf(file, offset, size)
  return attempt(
    block,
    () => {
      const layout = layoutOf(block)
      const directory = layout && readDirectory(block, layout, firstDirectoryAt(block, layout))
      return directory ? orientationIn(block, layout, directory) : 1
    },
    1,
  )
}
