import { expect, it } from '@jest/globals'
import { trainingExamples } from '../../../../tools/readers/examples.ts'

const block = (heading: string, language: string): string =>
  `### ${heading}\n\n\`\`\`${language}\nprint("${heading}")\n\`\`\`\n`

it('the examples of a page are its blocks of Python, by format', () => {
  const page =
    block('Train with Csv', 'python') + block('Download', 'sh') + block('Train with Coco', 'python')
  expect([...trainingExamples(page)]).toEqual([
    ['Csv', 'print("Train with Csv")'],
    ['Coco', 'print("Train with Coco")'],
  ])
})

it('Python below another heading would never run, so it is refused', () => {
  expect(() => trainingExamples(block('Merge', 'python'))).toThrow(
    "'Merge' has Python that nothing runs: name it 'Train with <format>'",
  )
})
