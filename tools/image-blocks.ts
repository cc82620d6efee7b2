/** A block of commands of `docs/images.md`, and what it needs to be run. */
export interface KnownBlock {
  /** The heading above it. */
  readonly heading: string
  /** The command that shows whether its tool is at hand; none for what the project brings. */
  readonly tool?: readonly [string, ...string[]]
  /** Why no machine of ours can run it. */
  readonly notRun?: string
  /** A package of Python to install first, into a folder of its own. */
  readonly python?: string
  /** Whether it leaves the samples in the container `images`. */
  readonly uploads: boolean
  /** A file in `images` that breaks its listing, and that the block deletes. */
  readonly breaks?: string
}

/** Every block of the page, in its order. */
export const knownBlocks: readonly KnownBlock[] = [
  { heading: 'npm run upload', uploads: true },
  { heading: 'az', tool: ['az', 'version'], uploads: true },
  { heading: 'azcopy', tool: ['azcopy', '--version'], uploads: true },
  { heading: 'rclone', tool: ['rclone', 'version'], uploads: true },
  {
    heading: 'Python',
    tool: ['python3', '-m', 'venv', '--help'],
    python: 'azure-storage-blob==12.31.0',
    uploads: true,
  },
  { heading: 'A container of another owner', tool: ['curl', '--version'], uploads: false },
  { heading: 'A container of another owner', notRun: 'it needs an account in Azure', uploads: false },
  {
    heading: 'A container whose listing breaks',
    tool: ['curl', '--version'],
    uploads: false,
    breaks: 'ctl\u0001.png',
  },
  {
    heading: 'The local storage',
    notRun: 'it starts a service that stays; tests/verify/own-azurite.test.ts does the same',
    uploads: false,
  },
]

export interface Block {
  readonly heading: string
  readonly language: string
  readonly script: string
}

/** The fenced blocks of a page, each with the heading above it. */
export const blocksOf = (page: string): readonly Block[] => {
  const blocks: Block[] = []
  let heading = ''
  let open: { readonly language: string; readonly lines: string[] } | undefined
  for (const line of page.split('\n')) {
    const fence = /^ *```(.*)$/.exec(line)
    if (fence && open) {
      blocks.push({ heading, language: open.language, script: open.lines.join('\n') })
      open = undefined
    } else if (fence) open = { language: fence[1] ?? '', lines: [] }
    else if (open) open.lines.push(line)
    else heading = /^#+ (.+)$/.exec(line)?.[1] ?? heading
  }
  return blocks
}
