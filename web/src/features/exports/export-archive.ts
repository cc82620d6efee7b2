import type { Schemas } from '../../api/client.ts'

type File = Pick<Schemas['ExportFile'], 'name' | 'path' | 'size'>
type OpenFile = (name: string) => Promise<ReadableStream<Uint8Array> | null | undefined>

async function* entriesOf(files: readonly File[], open: OpenFile) {
  for (const { name, path, size } of files) yield { name: path, size, input: new Response(await open(name)) }
}

/** All files of an export in one archive, in their folders: an `MLTable` names its data file beside itself. */
export const archiveOf = async (
  files: readonly File[],
  open: OpenFile,
): Promise<ReadableStream<Uint8Array> | null> => {
  const { downloadZip } = await import('client-zip')
  return downloadZip(entriesOf(files, open)).body
}
