import { NetworkProblem } from '../api/problem.ts'
import type { PutResult, UploadUrl } from './upload.ts'

/** What the storage says about a file that exists, instead of replacing it. */
const isPresent = (status: number, body: string): boolean =>
  status === 409 ||
  status === 412 ||
  (status === 403 && /UnauthorizedBlobOverwrite|BlobAlreadyExists/.test(body))

/**
 * Sends a file to its URL, without the person's token, and tells the bytes sent so far.
 * @throws NetworkProblem if it may succeed later; AbortError
 */
export const putFile = (
  { url, headers }: UploadUrl,
  file: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<PutResult> =>
  // Only this way of sending tells its progress.
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = (): void => request.abort()
    const end = (act: () => void): void => {
      signal.removeEventListener('abort', abort)
      act()
    }
    request.open('PUT', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () =>
      end(() => {
        const { status, responseText } = request
        if (status >= 200 && status < 300) resolve('Done')
        else if (isPresent(status, responseText)) resolve('Present')
        else if (status >= 500 || status === 429) reject(new NetworkProblem(status))
        else resolve('Refused')
      })
    request.onerror = () => end(() => reject(new NetworkProblem(undefined)))
    request.onabort = () => end(() => reject(new DOMException('The upload was stopped', 'AbortError')))
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
    else request.send(file)
  })
