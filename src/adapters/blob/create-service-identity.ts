import type { DefaultAzureCredential, TokenCredential } from '@azure/identity'

/** The service's own identity in Azure. Its library is loaded when the first token is asked for, not at the start. */
export const createServiceIdentity = (): TokenCredential => {
  let loading: Promise<DefaultAzureCredential> | undefined
  const load = async () => {
    const { DefaultAzureCredential } = await import('@azure/identity')
    return new DefaultAzureCredential()
  }
  return {
    getToken: async (scopes, options) => {
      loading ??= load()
      const credential = await loading
      return credential.getToken(scopes, options)
    },
  }
}
