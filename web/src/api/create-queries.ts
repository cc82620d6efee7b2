import { QueryClient } from '@tanstack/react-query'
import { mayPass } from './problem.ts'

/** What the app has read of the service. */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (count, error) => count < 3 && mayPass(error) },
    },
  })
