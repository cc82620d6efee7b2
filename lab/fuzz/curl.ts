import { brotliCompressSync } from 'node:zlib'
import { rolesOf } from './callers.ts'
import type { WireRequest } from './draft.ts'

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

const token = /^Bearer eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{300,}$/

/** A command that sends the same request. The token is a variable: how to get it stands before. */
export const toCurl = (origin: string, { method, target, headers, body, caller }: WireRequest): string => {
  const lines = [`curl -sSi --path-as-is -X ${quote(method)} ${quote(`${origin}${target}`)}`]
  const written = headers.some(([, value]) => token.test(value))
  for (const [name, value] of headers) {
    if (token.test(value)) lines.push(`-H "Authorization: Bearer $TOKEN"`)
    else if (name !== 'Host' || value !== new URL(origin).host)
      lines.push(
        `-H ${isPlain(value) ? quote(value === '' ? `${name};` : `${name}: ${value}`) : `$${quote(`${name}: ${escaped(value)}`)}`}`,
      )
  }
  const text = body?.toString('utf8') ?? ''
  const plain = isPlain(text) && text.length <= 4000
  if (body) lines.push(plain ? `--data-binary ${quote(text)}` : '--data-binary @-')
  const command = lines.join(' \\\n  ')
  return [
    ...(written ? [`TOKEN=$(npm run --silent token -- ${[caller, ...rolesOf[caller]].join(' ')})`] : []),
    body && !plain ? `${source(body)} | ${command}` : command,
  ].join('\n')
}

const escaped = (text: string): string =>
  text.replaceAll(
    /[^\x20-\x7e]/g,
    (character) => String.raw`\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )

/** Bytes that no shell could quote. Long ones repeat themselves: squeezed they fit on a screen. */
const source = (body: Buffer): string =>
  `node -e ${quote(`process.stdout.write(zlib.brotliDecompressSync(Buffer.from("${brotliCompressSync(body).toString('base64')}","base64")))`)}`

/** A command that writes the same bytes to a connection. */
export const toSocket = (origin: string, bytes: Buffer): string => {
  const { hostname, port } = new URL(origin)
  const send = `net.connect(${port},"${hostname}").end(Buffer.from("${bytes.toString('base64')}","base64")).pipe(process.stdout)`
  return `node -e ${quote(send)}  # ${JSON.stringify(bytes.toString('latin1').slice(0, 300))}`
}
