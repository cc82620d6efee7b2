import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formats } from '../../../../src/domain/formats/index.ts'
import { multiClass } from '../../../../src/domain/tasks/multi-class/multi-class.ts'
import { multiLabel } from '../../../../src/domain/tasks/multi-label/multi-label.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { createTasks } from '../../../../src/domain/tasks/tasks.ts'

const source = join(__dirname, '../../../../src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)

/** Source files outside a folder that compare something with one of these names. */
const filesComparing = (names: readonly string[], home: string): readonly string[] => {
  const name = `['"](?:${names.join('|')})['"]`
  const comparison = new RegExp(`(?:[=!]==?|case|includes\\()\\s*${name}|${name}\\s*[=!]==?|\\[${name}\\]`)
  return files.filter(
    (file) => !file.startsWith(home) && comparison.test(readFileSync(join(source, file), 'utf8')),
  )
}

describe('names of task types and formats', () => {
  it('are compared nowhere but in their own folders', () => {
    expect(filesComparing(tasks.names, 'domain/tasks/')).toEqual([])
    expect(filesComparing(formats.names, 'domain/formats/')).toEqual([])
    // The check finds a comparison where there is one.
    expect(filesComparing(['Label'], 'domain/tasks/').length).toBeGreaterThan(0)
  })
})

describe('createTasks', () => {
  it('finds a task type by name, and says which version has it if this one has not', () => {
    expect(tasks.of({ taskType: 'MultiLabel' })).toBe(multiLabel)
    expect(() => tasks.of({ taskType: 'NoSuch' })).toThrow("no task type 'NoSuch'")
  })

  it('refuses two task types of one name, and two options of one name', () => {
    expect(() => createTasks(multiClass, multiClass)).toThrow('same name')
    const other = {
      ...multiLabel,
      name: 'Other',
      options: { allowNoClass: { ...multiLabel.options['allowNoClass']! } },
    }
    expect(() => createTasks(multiLabel, other)).toThrow('an option allowNoClass')
    expect(createTasks(multiLabel, { ...multiLabel, name: 'Other' }).settings.names).toContain('allowNoClass')
  })
})
