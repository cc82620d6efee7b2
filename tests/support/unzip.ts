import { promisify } from 'node:util'
import { fromBuffer, type Entry, type Options, type ZipFile } from 'yauzl'

const open = promisify<Buffer, Options, ZipFile>(fromBuffer)

const readEntry = (file: ZipFile, entry: Entry): Promise<string> =>
  new Promise((done, failed) => {
    file.openReadStream(entry, (error, stream) => {
      if (error) return failed(error)
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', failed)
      stream.on('end', () => done(Buffer.concat(chunks).toString()))
    })
  })

/** The files of an archive by name, as a reader of its directory finds them. @param options.content False: names only */
export const unzip = async (
  archive: Buffer,
  { content = true }: { readonly content?: boolean } = {},
): Promise<ReadonlyMap<string, string>> => {
  const file = await open(archive, { lazyEntries: true, autoClose: false })
  const found = new Map<string, string>()
  await new Promise<void>((done, failed) => {
    file.on('error', failed)
    file.on('end', done)
    file.on('entry', (entry: Entry) => {
      const text = content ? readEntry(file, entry) : Promise.resolve('')
      text.then((value) => {
        found.set(entry.fileName, value)
        file.readEntry()
      }, failed)
    })
    file.readEntry()
  })
  return found
}
