import type { Deps } from '../../ports/deps.ts'
import type { UrlSigner } from '../../ports/secrets.ts'
import { DomainError } from '../../core/errors.ts'
import type { Millis } from '../../core/time.ts'

/** The query of a signed URL of the service. */
export interface LinkSignature {
  readonly exp: Millis
  readonly sig: string
}

type LinkDeps = Pick<Deps, 'now'> & { readonly signer: UrlSigner }

/** In no base64url. */
const between = '~'

/** The one answer to every request without a token and a valid signature: it tells nothing about what exists. */
export const notSigned = (source: string): DomainError =>
  new DomainError(
    'Unauthenticated',
    `Send a bearer token or an unchanged link that has not expired; read ${source} again for a new contentUrl`,
  )

/**
 * Signs a link twice. @param named What the URL itself says, so that a wrong link is refused before anything is read: neither the
 * answer nor its time tells whether something exists. @param exact What the documents say: no later document of the same name
 * @returns At most 128 characters
 */
export const signLink = async (
  signer: UrlSigner,
  named: readonly string[],
  exact: readonly string[],
): Promise<string> =>
  `${await signer.sign(['link', ...named])}${between}${await signer.sign([...named, ...exact])}`

/** Whether a link, whose URL is good, is for these documents. */
export type IsFor = (exact: readonly string[]) => Promise<boolean>

/** Checks the URL of a link without reading anything. Undefined if it was not signed or has expired. */
export const openLink = async (
  { signer, now }: LinkDeps,
  named: readonly string[],
  { exp, sig }: LinkSignature,
): Promise<IsFor | undefined> => {
  const [first = '', second = '', ...more] = sig.split(between)
  const isSigned = await signer.verify(['link', ...named], first)
  return isSigned && more.length === 0 && exp > now()
    ? (exact) => signer.verify([...named, ...exact], second)
    : undefined
}
