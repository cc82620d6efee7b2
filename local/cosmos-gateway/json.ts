export type Json = Record<string, unknown>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws SyntaxError */
export const parseJson = (text: string): unknown => JSON.parse(text)
