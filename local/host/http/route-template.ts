/** One path segment of an ASP.NET route template. */
export type Segment =
  | { kind: 'literal'; text: string }
  | { kind: 'parameter'; name: string; constraints: string; accepts: (value: string) => boolean }
  | { kind: 'rest'; name: string }

type Accepts = (value: string) => boolean

const PLAIN: Record<string, Accepts> = {
  int: (value) => /^[+-]?\d{1,10}$/.test(value) && Math.abs(Number(value)) <= 2 ** 31 - 1,
  long: (value) => /^[+-]?\d{1,19}$/.test(value),
  double: (value) => /^[+-]?\d+(\.\d+)?$/.test(value),
  bool: (value) => /^(true|false)$/i.test(value),
  alpha: (value) => /^[a-z]*$/i.test(value),
  guid: (value) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value),
}

const WITH_NUMBERS: Record<string, (low: number, high: number) => Accepts> = {
  length: (low, high) => (value) => value.length >= low && value.length <= high,
  minlength: (low) => (value) => value.length >= low,
  maxlength: (high) => (value) => value.length <= high,
  min: (low) => (value) => /^-?\d+$/.test(value) && Number(value) >= low,
  max: (high) => (value) => /^-?\d+$/.test(value) && Number(value) <= high,
  range: (low, high) => (value) => /^-?\d+$/.test(value) && Number(value) >= low && Number(value) <= high,
}

function constraint(text: string, template: string): Accepts {
  const plain = Object.hasOwn(PLAIN, text) ? PLAIN[text] : undefined
  if (plain !== undefined) return plain
  const [, name = '', first = '', second = first] = /^([a-z]+)\((-?\d+)(?:,\s*(-?\d+))?\)$/.exec(text) ?? []
  const make = Object.hasOwn(WITH_NUMBERS, name) ? WITH_NUMBERS[name] : undefined
  if (make === undefined)
    throw new Error(`Route "${template}": the constraint "${text}" is not supported here.`)
  return make(Number(first), Number(second))
}

const PARAMETER = /^\{(\*{0,2})([A-Za-z_]\w*)((?::[a-z]+(?:\([^)]*\))?)*)(\??)\}$/

function segment(text: string, template: string): { segment: Segment; optional: boolean } {
  if (!/[{}]/.test(text)) return { segment: { kind: 'literal', text: text.toLowerCase() }, optional: false }
  const match = PARAMETER.exec(text)
  if (match === null) throw new Error(`Route "${template}": the segment "${text}" is not supported here.`)
  const [, star = '', name = '', constraints = '', mark = ''] = match
  if (star !== '') return { segment: { kind: 'rest', name }, optional: false }
  const checks = constraints
    .split(':')
    .slice(1)
    .map((part) => constraint(part, template))
  const accepts: Accepts = (value) => checks.every((check) => check(value))
  return { segment: { kind: 'parameter', name, constraints, accepts }, optional: mark === '?' }
}

/**
 * The paths a template stands for: one, or two if its last parameter is optional.
 * Throws a sentence about the first segment it cannot take.
 */
export function parseRoute(template: string): Segment[][] {
  const parts = template.split('/').filter((part) => part !== '')
  const parsed = parts.map((part) => segment(part, template))
  const segments = parsed.map((part) => part.segment)
  const wrong = parsed.slice(0, -1).find((part) => part.optional || part.segment.kind === 'rest')
  if (wrong !== undefined)
    throw new Error(`Route "${template}": only the last segment may be optional or "*".`)
  return parsed.at(-1)?.optional === true ? [segments.slice(0, -1), segments] : [segments]
}
