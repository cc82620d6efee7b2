const types: Readonly<Record<string, string>> = {
  '.apng': 'image/apng',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.dcm': 'application/dicom',
  '.dicom': 'application/dicom',
  '.dib': 'image/bmp',
  '.gif': 'image/gif',
  '.heic': 'image/heic',
  '.heif': 'image/heif',
  '.jfif': 'image/jpeg',
  '.jp2': 'image/jp2',
  '.jpe': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.jxl': 'image/jxl',
  '.png': 'image/png',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
}

/** The content type of images and texts. Everything else has none of its own, as in storage itself. */
export const contentTypeOf = (path: string): string =>
  types[/\.[^./]*$/.exec(path)?.[0].toLowerCase() ?? ''] ?? 'application/octet-stream'
