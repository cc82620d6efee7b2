const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** True if the host of the URL is this machine. */
export const isLoopback = (text: string): boolean => loopback.test(URL.parse(text)?.hostname ?? '')
