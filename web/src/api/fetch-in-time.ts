import { NetworkProblem } from './problem.ts'

/** Milliseconds of silence after which a request counts as unanswered. */
const patience = 60_000
/** Statuses whose response has no body (Fetch standard, null body status). */
const withoutBody = new Set([101, 103, 204, 205, 304])

/**
 * `fetch` that ends when nothing comes any more: neither the response nor a further part of its body. A long body takes as
 * long as it takes, and a reader that pauses is no silence.
 * @throws NetworkProblem; what ended the request, if its own signal did
 */
export const fetchInTime = async (request: Request): Promise<Response> => {
  const silence = new AbortController()
  const inTime = async <Result>(work: Promise<Result>): Promise<Result> => {
    const timer = setTimeout(() => silence.abort(), patience)
    try {
      return await work
    } catch (error) {
      throw request.signal.aborted ? error : new NetworkProblem(error)
    } finally {
      clearTimeout(timer)
    }
  }
  const response = await inTime(fetch(request, { signal: AbortSignal.any([request.signal, silence.signal]) }))
  // Some browsers give a stream to a response that has no body, and a new response refuses it.
  const reader = withoutBody.has(response.status) ? undefined : response.body?.getReader()
  if (!reader) return response
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await inTime(reader.read())
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, response)
}
