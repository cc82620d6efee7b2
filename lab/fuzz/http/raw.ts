import { connect } from 'node:net'
import { deadline, type Answer, type NoAnswer } from './send.ts'

export interface RawAnswers {
  readonly answers: readonly Answer[]
  /** What came behind the last whole answer. */
  readonly rest: string
  readonly failure?: NoAnswer
}

const crlf = '\r\n'

/** A chunked body: its content and where it ends; undefined if it is not whole. */
const readChunks = (
  text: string,
  begin: number,
): { readonly body: string; readonly end: number } | undefined => {
  let at = begin
  let body = ''
  for (;;) {
    const line = text.indexOf(crlf, at)
    if (line < 0) return undefined
    const size = Number.parseInt(text.slice(at, line), 16)
    const next = line + 2 + size + 2
    if (!Number.isInteger(size) || next > text.length) return undefined
    if (size === 0) return { body, end: next }
    body += text.slice(line + 2, line + 2 + size)
    at = next
  }
}

const readAnswer = (text: string): { readonly answer: Answer; readonly end: number } | undefined => {
  const head = text.indexOf(crlf + crlf)
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1]
  if (head < 0 || status === undefined) return undefined
  const headers = new Headers()
  for (const line of text.slice(0, head).split(crlf).slice(1)) {
    const colon = line.indexOf(':')
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const begin = head + 4
  const done = (body: string, end: number) => ({ answer: { status: Number(status), headers, body }, end })
  if (headers.get('transfer-encoding') === 'chunked') {
    const chunks = readChunks(text, begin)
    return chunks && done(Buffer.from(chunks.body, 'latin1').toString('utf8'), chunks.end)
  }
  const empty = status.startsWith('1') || status === '204' || status === '304'
  const length = empty ? 0 : Number(headers.get('content-length') ?? 0)
  const end = begin + length
  return end > text.length
    ? undefined
    : done(Buffer.from(text.slice(begin, end), 'latin1').toString('utf8'), end)
}

/** The answers of a connection, one after the other, without those that only say to go on. */
export const parseAnswers = (bytes: Buffer): Omit<RawAnswers, 'failure'> => {
  let text = bytes.toString('latin1')
  const answers: Answer[] = []
  for (let found = readAnswer(text); found; found = readAnswer(text)) {
    if (found.answer.status >= 200) answers.push(found.answer)
    text = text.slice(found.end)
  }
  return { answers, rest: text }
}

/** Milliseconds without a byte after which the client says that no more will come. */
const quiet = 40

/**
 * Writes these bytes, whatever they are, and reads until the server closes, or until all answers that are expected are
 * there. Where it cannot know how many there are it closes its own side once it is quiet.
 */
export const sendRaw = (origin: string, bytes: Buffer, expected: number | undefined): Promise<RawAnswers> => {
  const { hostname, port } = new URL(origin)
  return new Promise((done) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port) })
    const finish = (failure?: NoAnswer): void => {
      clearTimeout(timer)
      clearTimeout(idle)
      socket.destroy()
      done({ ...parseAnswers(Buffer.concat(chunks)), ...(failure && { failure }) })
    }
    const timer = setTimeout(
      () => finish({ failure: 'late', reason: `the connection is still open after ${deadline} ms` }),
      deadline,
    )
    let idle: NodeJS.Timeout | undefined
    const waitForQuiet = (): void => {
      clearTimeout(idle)
      if (expected === undefined) idle = setTimeout(() => socket.end(), quiet)
    }
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      waitForQuiet()
      if (expected !== undefined && parseAnswers(Buffer.concat(chunks)).answers.length >= expected) finish()
    })
    socket.on('error', (error) => finish({ failure: 'cut', reason: error.message }))
    socket.on('close', () => finish())
    socket.on('connect', () => {
      socket.write(bytes)
      waitForQuiet()
    })
  })
}
