interface FileSystemWindow {
  readonly showSaveFilePicker: (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>
}

/** Where a download is: the browser asks for the place, or the bytes come. */
export type SaveStage = 'Asking' | 'Saving'

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
 * Saves what `read` gives under a name. It streams to the disk where the browser can, so that its size does not matter.
 * @throws what `read` throws
 */
export const saveFile = async (
  name: string,
  read: () => Promise<ReadableStream<Uint8Array> | null | undefined>,
  onStage: (stage: SaveStage) => void,
): Promise<void> => {
  const page: object = globalThis
  if (!canSave(page)) {
    onStage('Saving')
    const content = await new Response(await read()).blob()
    // Of this type, because browsers give files of text an extension that their names have not.
    offer(new Blob([content], { type: 'application/octet-stream' }), name)
    return
  }
  onStage('Asking')
  let target: FileSystemFileHandle
  try {
    target = await page.showSaveFilePicker({ suggestedName: name })
  } catch (error) {
    if (isCanceled(error)) return
    throw error
  }
  onStage('Saving')
  const content = await read()
  if (content) await content.pipeTo(await target.createWritable())
}
