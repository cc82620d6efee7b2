import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { z } from 'zod'
import { trustCertificate } from '../certificate.ts'

/** On which terms the issuer gives tokens. */
export interface IssuerTerms {
  /** The origin of the app, its client. */
  readonly origin: string
  readonly audience: string
  readonly tenant: string
  readonly clientId: string
  /** The names of people by the login that they type. */
  readonly names: Readonly<Record<string, string>>
  /** How many key pairs it has made; the newest signs. */
  readonly keyCount: number
  readonly tokenSeconds: number
  /** How far its clock is ahead, in milliseconds. */
  readonly aheadMs: number
  readonly refreshTokens: boolean
}

export interface ForeignIssuer {
  readonly issuer: string
  /** The certificate that a service has to trust. */
  readonly certFile: string
  agree(terms: Partial<IssuerTerms>): Promise<void>
  stop(): Promise<void>
}

/** An OpenID provider that is none of the service's: `oidc-provider`, in a process of its own. */
export const startIssuer = async (): Promise<ForeignIssuer> => {
  const certificate = trustCertificate('localhost')
  const program = resolve('tests/support/foreign-issuer/provider.mjs')
  const child = fork(program, [certificate.certFile, certificate.keyFile], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const ended = once(child, 'exit')
  const [said] = await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error('The issuer did not start')
    }),
  ])
  const { issuer } = z.object({ issuer: z.string() }).parse(said)
  return {
    issuer,
    certFile: certificate.certFile,
    agree: async (terms) => {
      const heard = once(child, 'message')
      child.send(terms)
      await heard
    },
    stop: async () => {
      child.disconnect()
      await ended
      certificate.remove()
    },
  }
}
