import { createContext, use } from 'react'
import type { Api } from './client.ts'

const ApiContext = createContext<Api | undefined>(undefined)
export const ApiProvider = ApiContext.Provider

export const useApi = (): Api => {
  const api = use(ApiContext)
  if (!api) throw new Error('There is no API above this component')
  return api
}
