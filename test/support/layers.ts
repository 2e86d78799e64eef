import path from 'node:path'

import { parseSync, Visitor } from 'vite'

/** What is wrong with a file of src, and by which rule. */
export interface Violation {
  readonly file: string
  readonly rule:
    | 'layer'
    | 'entry'
    | 'package'
    | 'react'
    | 'specifier'
    | 'default-export'
    | 'use-client'
  readonly says: string
}

/** Path below src, with `/`, → its text. */
export type Tree = Readonly<Record<string, string>>

interface Import {
  readonly from: string
  readonly typeOnly: boolean
  /** The names taken as values; undefined when it is everything: a namespace, `export *`, `import()`. */
  readonly values: readonly string[] | undefined
}

interface Facts {
  readonly imports: readonly Import[]
  readonly computedImport: boolean
  readonly defaultExport: boolean
  readonly clientDirective: boolean
  /** The first thing in it that only a client module may do. */
  readonly clientWork: string | undefined
}

interface Layer {
  readonly layers: readonly string[]
  /** Names that may be taken from a layer, where types alone are welcome otherwise. */
  readonly valuesOf?: Readonly<Record<string, RegExp>>
  readonly packages: readonly RegExp[]
  /** Packages with a narrower door: which files, or which of its values anywhere else. */
  readonly narrow?: readonly { packages: RegExp; files?: RegExp; values?: RegExp }[]
  /** The files that may know React. */
  readonly react?: RegExp
}

const hookName = /^use[A-Z]/
const reactPackages = /^(react|react-dom|zustand|zustand\/(react|shallow|react\/shallow))(\/|$)/
const isReactPackage = (name: string) =>
  reactPackages.test(name) && !/^zustand\/(?!react|shallow)/.test(name)

const layers: Readonly<Record<string, Layer>> = {
  api: { layers: [], packages: [/^eventsource-parser(\/|$)/] },
  schema: { layers: [], packages: [] },
  queries: {
    layers: ['api'],
    packages: [/^@tanstack\/react-query$/],
    react: /^queries\/(hooks\/.+|ClientProvider\.tsx)$/,
  },
  run: {
    layers: ['api', 'schema', 'queries'],
    packages: [/^zustand\/vanilla(\/|$)/, /^@tanstack\/react-query$/],
    narrow: [
      {
        packages: /^@tanstack\/react-query$/,
        files: /^run\/(ThreadProvider\.tsx|hooks\.ts)$/,
        values: /^(QueryClient|notifyManager|InfiniteQueryObserver)$/,
      },
    ],
    react: /^run\/(ThreadProvider\.tsx|hooks\.ts|toolView\.ts)$/,
  },
  components: {
    layers: ['api', 'schema', 'queries', 'run'],
    valuesOf: { api: /^is[A-Z]|Error$/ },
    packages: [/^@tanstack\/react-query$/, /^marked$/, /^virtua$/],
    narrow: [
      { packages: /^marked$/, files: /^components\/markdown\// },
      // Loaded when a thread gets long: whatever else imports it brings it into every page.
      {
        packages: /^virtua$/,
        files: /^components\/thread-view\/(ThreadViewWindow\.tsx|createSizes\.ts)$/,
      },
      { packages: /^@tanstack\/react-query$/, values: /^(use[A-Z].*|skipToken)$/ },
    ],
    react: /./,
  },
  server: { layers: ['api'], packages: [/^valibot$/, /^idb$/] },
  testing: { layers: ['api', 'server'], packages: [] },
  index: { layers: ['api', 'schema', 'queries', 'run', 'components'], packages: [/./], react: /./ },
}

const layerOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : 'index')

function readFacts(file: string, text: string): Facts {
  const { program, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`)

  const imports: Import[] = []
  let computedImport = false
  let defaultExport = false
  let clientWork: string | undefined
  const reactUse = new Set<string>()

  new Visitor({
    ImportDeclaration({ source, importKind, specifiers }) {
      const names = specifiers.map((specifier) => {
        if (specifier.type !== 'ImportSpecifier')
          return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*'
        const name = nameOf(specifier.imported)
        if (source.value === 'react' && name === 'use') reactUse.add(specifier.local.name)
        return specifier.importKind === 'type' ? '' : name
      })
      imports.push(taken(source.value, importKind === 'type', names))
    },
    ExportNamedDeclaration({ source, exportKind, specifiers }) {
      if (specifiers.some((specifier) => nameOf(specifier.exported) === 'default'))
        defaultExport = true
      if (!source) return
      const names = specifiers.map((specifier) =>
        specifier.exportKind === 'type' ? '' : nameOf(specifier.local),
      )
      imports.push(taken(source.value, exportKind === 'type', names))
    },
    ExportAllDeclaration({ source, exportKind }) {
      imports.push(taken(source.value, exportKind === 'type', ['*']))
    },
    ExportDefaultDeclaration() {
      defaultExport = true
    },
    ImportExpression({ source }) {
      if (source.type === 'Literal' && typeof source.value === 'string')
        imports.push(taken(source.value, false, ['*']))
      else computedImport = true
    },
    TSImportType({ source }) {
      imports.push(taken(source.value, true, []))
    },
    CallExpression({ callee }) {
      const name =
        callee.type === 'Identifier'
          ? callee.name
          : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
            ? callee.property.name
            : ''
      const isHook = hookName.test(name) || reactUse.has(name)
      if (isHook || name === 'createContext') clientWork ??= `${name}()`
    },
    ClassDeclaration({ superClass }) {
      const name =
        superClass?.type === 'MemberExpression' && superClass.property.type === 'Identifier'
          ? superClass.property.name
          : superClass?.type === 'Identifier'
            ? superClass.name
            : ''
      if (/^(Pure)?Component$/.test(name)) clientWork ??= `extends ${name}`
    },
  }).visit(program)

  const clientDirective = program.body.some(
    (statement) => 'directive' in statement && statement.directive === 'use client',
  )
  return { imports, computedImport, defaultExport, clientDirective, clientWork }
}

function nameOf(node: { type: string; name?: string; value?: unknown }) {
  return node.name ?? String(node.value)
}

function taken(from: string, typeOnly: boolean, names: readonly string[]): Import {
  const values = typeOnly ? [] : names.filter((name) => name !== '')
  return { from, typeOnly, values: values.includes('*') ? undefined : values }
}

const allMatch = ({ values }: Import, pattern: RegExp) =>
  values !== undefined && values.every((name) => pattern.test(name))

/** The file that a relative specifier names: `./a.js` is a.ts or a.tsx. */
function resolve(tree: Tree, file: string, specifier: string) {
  const target = path.posix.join(path.posix.dirname(file), specifier)
  if (target.startsWith('..') || !target.endsWith('.js')) return undefined
  const stem = target.slice(0, -'.js'.length)
  return [`${stem}.ts`, `${stem}.tsx`].find((candidate) => candidate in tree)
}

type Finding = readonly [rule: Violation['rule'], says: string] | undefined

function checkRelative(tree: Tree, file: string, layer: Layer, taking: Import): Finding {
  const target = resolve(tree, file, taking.from)
  if (!target)
    return ['specifier', `imports ${taking.from}, which names no .ts or .tsx of src by its .js`]

  const from = layerOf(file)
  const to = layerOf(target)
  if (from === to)
    return target === `${to}/index.ts`
      ? ['entry', `imports its own layer's index.ts instead of the file itself`]
      : undefined
  if (!layer.layers.includes(to)) return ['layer', `imports ${to} (${taking.from})`]
  if (target !== `${to}/index.ts`)
    return ['entry', `enters ${to} through ${target}, not through its index.ts`]
  const values = layer.valuesOf?.[to]
  if (values && !taking.typeOnly && !allMatch(taking, values))
    return [
      'layer',
      `takes more than types from ${to}: ${taking.values?.join(', ') ?? 'everything'}`,
    ]
  return undefined
}

function checkPackage(file: string, layer: Layer, taking: Import): Finding {
  const knowsReact = layer.react?.test(file) ?? false
  if (isReactPackage(taking.from))
    return knowsReact ? undefined : ['react', `imports ${taking.from}`]
  if (!layer.packages.some((allowed) => allowed.test(taking.from)))
    return ['package', `imports ${taking.from}`]
  if (!knowsReact && taking.values?.some((name) => hookName.test(name)))
    return ['react', `takes a hook from ${taking.from}`]
  for (const { packages, files, values } of layer.narrow ?? []) {
    if (!packages.test(taking.from) || files?.test(file)) continue
    if (!values) return ['package', `imports ${taking.from}, which is for ${String(files)}`]
    if (!taking.typeOnly && !allMatch(taking, values))
      return ['package', `takes more from ${taking.from} than types and ${String(values)}`]
  }
  return undefined
}

/** Every way in which a tree of sources breaks the layers. */
export function checkLayers(tree: Tree): Violation[] {
  const violations: Violation[] = []
  for (const [file, text] of Object.entries(tree)) {
    const report = (rule: Violation['rule'], says: string) => violations.push({ file, rule, says })
    const layer = layers[layerOf(file)]
    if (!layer || (layerOf(file) === 'index' && file !== 'index.ts')) {
      report('layer', 'stands in no layer')
      continue
    }
    const facts = readFacts(file, text)
    for (const taking of facts.imports) {
      const found = taking.from.startsWith('.')
        ? checkRelative(tree, file, layer, taking)
        : checkPackage(file, layer, taking)
      if (found) report(...found)
    }
    if (facts.computedImport)
      report('specifier', 'imports something that is only known at run time')
    if (facts.defaultExport) report('default-export', 'has a default export')
    if (facts.clientWork && !facts.clientDirective)
      report('use-client', `lacks 'use client': ${facts.clientWork}`)
    if (!facts.clientWork && facts.clientDirective)
      report('use-client', `says 'use client' and does nothing that needs it`)
  }
  return violations
}
