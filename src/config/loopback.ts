const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Whether the URL leads to this very machine. */
export const isLoopback = (text: string): boolean => loopback.test(URL.parse(text)?.hostname ?? '')
