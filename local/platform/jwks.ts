import type { Issuer } from './issuer.ts'

/**
 * The issuer's key set as a URL that holds it: the app reads it as it reads Entra ID's, but no request of the app waits for
 * this process to respond.
 */
export const jwksUrlOf = ({ jwks }: Pick<Issuer, 'jwks'>): string =>
  `data:application/json;base64,${Buffer.from(JSON.stringify(jwks)).toString('base64')}`
