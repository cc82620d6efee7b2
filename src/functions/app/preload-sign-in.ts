/** Back from the issuer: the app has kept what it left with. */
const signedIn = 'signed-in'

/** The `Link` header by which a page asks, beside its scripts, for what its sign-in begins with. Undefined if it needs none. */
export const preloadSignIn = (path: string, authority: string | undefined): string | undefined => {
  if (authority === undefined || path === signedIn) return undefined
  const urls = ['/app-config.json', `${authority.replace(/\/$/, '')}/.well-known/openid-configuration`]
  return urls.map((url) => `<${url}>; rel=preload; as=fetch; crossorigin=anonymous`).join(', ')
}
