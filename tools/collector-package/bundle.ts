/** Bundles programs of Node: one file each, side by side. */
import { build, type Rolldown } from 'vite'

export interface BundleInput {
  readonly root: string
  /** Source files by the name that their bundle gets, without `.js`. */
  readonly entries: Readonly<Record<string, string>>
  /** Packages that stay outside. */
  readonly external: readonly string[]
  readonly folder: string
}

/** Bundles into a folder. Answers with the files that went into the bundles. */
export async function bundle({ entries, ...input }: BundleInput): Promise<ReadonlySet<string>> {
  const modules = new Set<string>()
  // One after the other: built together they would share chunks, which would be further files.
  for (const [name, entry] of Object.entries(entries))
    for (const chunk of await bundleOne(input, entry, name))
      for (const module of chunk.moduleIds) modules.add(module)
  return modules
}

async function bundleOne(
  { root, external, folder }: Omit<BundleInput, 'entries'>,
  entry: string,
  name: string,
): Promise<readonly Rolldown.OutputChunk[]> {
  const result = await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    mode: 'production',
    ssr: { target: 'node', noExternal: true, external: [...external] },
    build: {
      ssr: entry,
      target: 'node22',
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: {
        // PostgreSQL's driver looks for these two and does without them.
        external: [...external, 'pg-native', 'pg-cloudflare'],
        output: { format: 'es', entryFileNames: `${name}.js`, codeSplitting: false },
      },
    },
  })
  const outputs = Array.isArray(result) ? result : [result]
  return outputs
    .flatMap((output) => ('output' in output ? output.output : []))
    .filter((one) => one.type === 'chunk')
}
