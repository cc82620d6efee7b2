import { createHash } from 'node:crypto'
import { localClient } from '../issuer.ts'
import type { Grants, Redeemed } from './grants.ts'
import { json } from './reply.ts'
import type { Reply } from './reply.ts'
import { tokenSeconds } from './tokens.ts'
import type { SignInTokens } from './tokens.ts'

export interface TokenDeps {
  readonly grants: Grants
  readonly tokens: SignInTokens
}

const refuse = (error: string, description: string): Reply =>
  json(400, { error, error_description: description })

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

const redeem = (form: URLSearchParams, grants: Grants): Redeemed | undefined =>
  form.get('grant_type') === 'refresh_token'
    ? grants.redeem('refresh', form.get('refresh_token') ?? '', () => true)
    : grants.redeem(
        'code',
        form.get('code') ?? '',
        ({ redirectUri, challenge }) =>
          redirectUri === form.get('redirect_uri') &&
          challenge === challengeOf(form.get('code_verifier') ?? ''),
      )

/** The token endpoint, for codes and refresh tokens. */
export const giveTokens = async (form: URLSearchParams, { grants, tokens }: TokenDeps): Promise<Reply> => {
  if (!['authorization_code', 'refresh_token'].includes(form.get('grant_type') ?? ''))
    return refuse('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token')
  if (form.get('client_id') !== localClient)
    return refuse('invalid_client', `client_id must be ${localClient}`)
  const redeemed = redeem(form, grants)
  if (!redeemed)
    return refuse(
      'invalid_grant',
      'The code or refresh token is used, too old or of another request: sign in again',
    )
  const { id, grant, refreshToken } = redeemed
  return json(200, {
    token_type: 'Bearer',
    access_token: await tokens.access(grant),
    id_token: await tokens.id(grant, id),
    refresh_token: refreshToken,
    expires_in: tokenSeconds,
    scope: form.get('scope') ?? undefined,
  })
}
