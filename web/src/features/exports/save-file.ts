import { dataOf, type Api } from '../../api/client.ts'

interface FileSystemWindow {
  readonly showSaveFilePicker: (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>
}

const canSave = (window: object): window is FileSystemWindow => 'showSaveFilePicker' in window

const isCanceled = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

/** Leaves a file to the browser, which puts it where downloads go. */
const offer = (content: Blob, name: string): void => {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/**
 * Downloads a file of an export with the person's token. It streams to the disk where the browser can, so that its size does
 * not matter. @throws ApiProblem
 */
export const saveFile = async (
  api: Api,
  path: { readonly project: string; readonly exportId: string; readonly name: string },
): Promise<void> => {
  const read = () =>
    dataOf(
      api.GET('/projects/{project}/exports/{exportId}/files/{name}', { params: { path }, parseAs: 'stream' }),
    )
  const name = path.name.split('/').at(-1) ?? path.name
  const page: object = globalThis
  if (!canSave(page)) {
    offer(await new Response(await read()).blob(), name)
    return
  }
  let target: FileSystemFileHandle
  try {
    target = await page.showSaveFilePicker({ suggestedName: name })
  } catch (error) {
    if (isCanceled(error)) return
    throw error
  }
  const content = await read()
  if (content) await content.pipeTo(await target.createWritable())
}
